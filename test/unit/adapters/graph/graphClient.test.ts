import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { GraphClient, type GraphAnswer } from '../../../../src/adapters/graph/graphClient.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cloudFromSetting } from '../../../../src/core/azure/clouds.ts';
import type { Interaction, SignIn } from '../../../../src/core/entra/signIn.ts';
import { contoso } from '../../../simulator/scenarios/people.ts';
import { ArmFixture, publicCloud } from '../azure/armFixture.ts';
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

  it('sends a token to the host that it was asked for, though VS Code is set to another cloud meanwhile', async () => {
    const hosts: string[] = [];
    const server = createServer(({ headers }, response) => {
      hosts.push(`${headers.host} ${headers.authorization}`);
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    let cloud = { ...publicCloud, graphEndpoint: `http://127.0.0.1:${port}` };
    const signIn = {
      token: () => {
        cloud = { ...cloud, graphEndpoint: `http://localhost:${port}` };
        return Promise.resolve({ token: 'of-the-first', expiresOnMs: 0 });
      },
    } as unknown as SignIn;
    const graph = new GraphClient(signIn, () => cloud);
    await graph.send({ account, tenantId: 't' }, { method: 'GET', path: 'me' });
    assert.deepEqual(hosts, [`127.0.0.1:${port} Bearer of-the-first`]);
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

describe('a claims challenge of Microsoft Graph', { timeout: 60_000 }, () => {
  let azure: ArmFixture;
  let graph: GraphClient;
  let nowMs = 0;
  before(async () => {
    azure = await ArmFixture.start();
  });
  beforeEach(async () => {
    await azure.signInAs();
    graph = new GraphClient(
      azure.signIn,
      () => publicCloud,
      undefined,
      () => nowMs,
    );
  });
  after(() => azure.simulator.close());

  function challenge(interactive: boolean): void {
    azure.simulator.faults.set({ kind: 'claimsChallenge', host: 'graph.microsoft.com', interactive });
  }

  function send(interaction?: Interaction): Promise<GraphAnswer> {
    const caller = {
      account: azure.signIn.account,
      tenantId: contoso.tenantId,
      ...(interaction === undefined ? {} : { interaction }),
    };
    const body = { groupIds: ['00000000-0000-0000-0000-000000000001'] };
    return graph.send(caller, { method: 'POST', path: 'me/checkMemberGroups', body });
  }

  it('is answered silently where that is enough, and what was asked is asked once more', async () => {
    challenge(false);
    assert.equal((await send()).status, 200);
    assert.equal(azure.signIn.prompts, 0);
    assert.deepEqual(
      azure.signIn.requests.map(({ claims }) => claims !== undefined),
      [false, true],
    );
    assert.deepEqual(azure.simulator.surprises(), []);
  });

  it('is answered in one sign-in window inside what the user asked for', async () => {
    challenge(true);
    assert.equal((await send('allowed')).status, 200);
    assert.equal(azure.signIn.prompts, 1);
  });

  it('opens no window from the background: a sign-in is needed', async () => {
    challenge(true);
    await assert.rejects(send(), { code: 'signedOut' });
    assert.equal(azure.signIn.prompts, 0);
  });

  it('opens no second window after the user closed one, and that ends nothing else', async () => {
    challenge(true);
    azure.signIn.isWindowClosed = true;
    for (let time = 0; time < 3; time += 1) {
      await assert.rejects(send('allowed'), { code: 'signedOut' });
    }
    assert.equal(azure.signIn.prompts, 1);
    nowMs += 60_000;
    await assert.rejects(send('allowed'), { code: 'signedOut' });
    assert.equal(azure.signIn.prompts, 2, 'who comes back later is asked again');
  });
});

describe('Microsoft Graph in a custom cloud', () => {
  it('is asked for nothing, and no token is asked for it: nobody says where it is', async () => {
    let requests = 0;
    const signIn = {
      token: () => {
        requests += 1;
        return Promise.resolve({ token, expiresOnMs: 0 });
      },
    } as unknown as SignIn;
    const url = 'https://x.example';
    const custom = { resourceManagerEndpointUrl: url, managementEndpointUrl: url, portalUrl: url };
    const graph = new GraphClient(signIn, () => cloudFromSetting('custom', custom));
    const caller = { account, tenantId: 't' };
    await assert.rejects(graph.send(caller, { method: 'GET', path: 'groups' }), { code: 'signInFailed' });
    await assert.rejects(graph.tokenFacts(caller), { code: 'signInFailed' });
    assert.equal(requests, 0);
  });
});
