import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { GraphClient } from '../../../../src/adapters/graph/graphClient.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { SignIn } from '../../../../src/core/entra/signIn.ts';
import { publicCloud } from '../azure/armFixture.ts';
import { assertHoldsNoSecret } from '../azure/assertHoldsNoSecret.ts';

const token = 'eyJhbGciOiJub25lIn0.eyJzY3AiOiJVc2VyLlJlYWQgIEdyb3VwLlJlYWQuQWxsIiwib2lkIjoibyJ9.c2ln';
const account = { id: 'a', label: 'ada' };

function signInWith(text: string): SignIn {
  return { token: () => Promise.resolve({ token: text, expiresOnMs: 0 }) } as unknown as SignIn;
}

describe('the client of Microsoft Graph', () => {
  it('follows no redirect: the token goes to Graph’s host only', async () => {
    let calls = 0;
    const server = createServer((_request, response) => {
      calls += 1;
      response.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const cloud = { ...publicCloud, graphEndpoint: `http://127.0.0.1:${port}` };
    const graph = new GraphClient(signInWith(token), () => cloud);
    const work = graph.send({ account, tenantId: 't' }, { method: 'GET', path: 'groups' });
    await assert.rejects(work, { code: 'offline' });
    assert.equal(calls, 1);
    server.close();
  });

  it('says nothing of a token that fits no header', async () => {
    const graph = new GraphClient(signInWith(`${token}\n`), () => publicCloud);
    const error = await graph
      .send({ account, tenantId: 't' }, { method: 'GET', path: 'groups' })
      .catch((e: unknown) => e);
    assert.ok(error instanceof AksEntraError);
    assertHoldsNoSecret(error, [token]);
  });

  it('reads what the token lets one ask, and who one is there', async () => {
    const facts = (text: string): Promise<unknown> =>
      new GraphClient(signInWith(text), () => publicCloud).tokenFacts({ account, tenantId: 't' });
    assert.deepEqual(await facts(token), { scopes: ['User.Read', 'Group.Read.All'], objectId: 'o' });
    assert.deepEqual(await facts('opaque'), { scopes: [], objectId: undefined });
  });
});
