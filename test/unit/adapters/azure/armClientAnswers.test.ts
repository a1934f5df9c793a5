import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createCertificateAuthority } from '../../../simulator/certificates.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { contoso } from '../../../simulator/scenarios/people.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from './armFixture.ts';

const secretYaml = 'users: [{name: admin, user: {token: very-secret-static-token}}]';
const secretBase64 = Buffer.from(secretYaml).toString('base64');
const secrets = [secretYaml, secretBase64, secretBase64.slice(0, 20), 'very-secret'];

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

function text(body: string, contentType: string, status = 200): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': contentType }).end(body);
  };
}

/** Answers that Azure does not give, but that a proxy, a captive portal or a defect may. */
describe('ArmClient with an answer that is not Azure’s', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  let server: Server;
  let other: Server;
  let answer: Answer;
  /** Authorization headers that reached the other host. */
  const leaked: (string | undefined)[] = [];
  let otherUrl: string;

  before(async () => {
    arm = await ArmFixture.start();
    const authority = await createCertificateAuthority('Somebody else');
    setDefaultCACertificates([...getCACertificates('default'), authority.certPem]);
    const { certPem: cert, keyPem: key } = await authority.issueServer(['localhost']);
    server = createServer({ cert, key }, (request, response) => {
      answer(request, response);
    });
    other = createServer({ cert, key }, (request, response) => {
      leaked.push(request.headers.authorization);
      json({ value: [] })(request, response);
    });
    for (const one of [server, other]) {
      await once(one.listen(0, 'localhost'), 'listening');
    }
    otherUrl = `https://localhost:${(other.address() as AddressInfo).port}`;
  });
  beforeEach(async () => {
    leaked.length = 0;
    await arm.signInAs();
    arm.use({ armEndpoint: `https://localhost:${(server.address() as AddressInfo).port}` });
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    other.close();
    await arm.simulator.close();
  });

  const credential = (): Promise<string> => {
    // Only its ids are read.
    const cluster = { ...production, resourceGroup: 'rg', name: 'web' } as unknown as Cluster;
    const tenants = { owner: contoso, lister: contoso };
    return arm.credentials.userCredential(
      { cluster, account: arm.signIn.account, tenants, subscription: production },
      arm.caller(),
      'exec',
    );
  };
  const lists: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['tenants', () => arm.directory.tenants(arm.caller())],
    ['subscriptions', () => arm.directory.subscriptions(arm.caller(), contoso.tenantId)],
    ['clusters', () => arm.directory.clusters(arm.caller(), production)],
  ];

  it('is reached: a proper answer comes back', async () => {
    answer = json({ kubeconfigs: [{ name: 'clusterUser', value: secretBase64 }] });
    assert.equal(await credential(), secretYaml);
  });

  it('quotes nothing of a credential whose JSON is broken', async () => {
    answer = text(`{"kubeconfigs":[{"name":"clusterUser","value":"${secretBase64}"`, 'application/json');
    await arm.rejectsWith(credential(), 'unexpectedAnswer', /was not understood/, secrets);
  });

  it('quotes nothing of a credential that is not text', async () => {
    const value = Buffer.from([0xff, 0xfe, ...Buffer.from(secretYaml)]).toString('base64');
    answer = json({ kubeconfigs: [{ name: 'clusterUser', value }] });
    await arm.rejectsWith(credential(), 'unexpectedAnswer', /was not understood \(TypeError\)/, secrets);
  });

  for (const body of [{}, { kubeconfigs: null }, { kubeconfigs: [] }, { kubeconfigs: [{ name: 'x', value: '' }] }]) {
    it(`says that ${JSON.stringify(body)} holds no kubeconfig`, async () => {
      answer = json(body);
      await arm.rejectsWith(credential(), 'unexpectedAnswer', /no kubeconfig/);
    });
  }

  for (const [name, read] of lists) {
    it(`does not take a proxy’s page for an empty list of ${name}`, async () => {
      answer = text('<html>Please sign in to the guest network</html>', 'text/html');
      await arm.rejectsWith(read(), 'unexpectedAnswer', /^Could not list /);
    });

    it(`does not take an object without a list for an empty list of ${name}`, async () => {
      answer = json({ message: 'no' });
      await arm.rejectsWith(read(), 'unexpectedAnswer', /^Could not list /);
    });

    it(`follows no next page of ${name} to another host, and sends no token there`, async () => {
      answer = json({ value: [], nextLink: `${otherUrl}/subscriptions?api-version=2022-12-01` });
      await arm.rejectsWith(read(), 'unexpectedAnswer', /another host/);
      assert.deepEqual(leaked, []);
    });

    it(`follows no redirect of ${name} to another host, and sends no token there`, async () => {
      answer = json({}, 307, { location: `${otherUrl}/x` });
      await arm.rejectsWith(read(), 'unexpectedAnswer', /another host|answered 307/);
      assert.deepEqual(leaked, []);
    });

    it(`gives up on an answer of ${name} that never ends`, async () => {
      answer = (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"value":[');
      };
      arm.use({ armEndpoint: `https://localhost:${(server.address() as AddressInfo).port}`, answerWithinMs: 200 });
      await arm.rejectsWith(read(), 'offline', /no answer in time/);
    });

    it(`says that the connection was lost in the middle of an answer of ${name}`, async () => {
      answer = (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"value":[');
        setTimeout(() => response.destroy(), 20);
      };
      await arm.rejectsWith(read(), 'offline', /connection lost/);
    });

    it(`takes a refusal of ${name} that has nothing of ARM’s for one of a proxy, and no missing role`, async () => {
      answer = text('', 'text/plain', 403);
      await arm.rejectsWith(read(), 'offline', /a proxy in between refused it \(403\)/);
    });

    it(`explains a gateway’s HTML refusal of ${name} without quoting it`, async () => {
      answer = text('<html>502 very-secret</html>', 'text/html', 407);
      await arm.rejectsWith(read(), 'offline', /the proxy asks for a user name and a password \(407\)/, secrets);
    });
  }

  for (const [status, error] of [
    [401, 'insufficient_claims'],
    [401, 'invalid_token'],
    [403, 'insufficient_claims'],
  ] as const) {
    it(`answers claims that come with ${status} ${error} by a sign-in with them, once`, async () => {
      const claims = btoa('{"access_token":{"acrs":{"essential":true,"value":"p1"}}}');
      const challenge = {
        'www-authenticate': `Bearer authorization_uri="https://x", error="${error}", claims="${claims}"`,
      };
      let calls = 0;
      answer = (request, response) => {
        calls += 1;
        (calls === 1 ? json({}, status, challenge) : json({ value: [] }))(request, response);
      };
      assert.deepEqual(await arm.directory.tenants(arm.caller()), []);
      assert.deepEqual(
        arm.signIn.requests.map((request) => request.claims),
        [undefined, claims],
      );
      answer = json({}, status, challenge);
      await arm.rejectsWith(arm.directory.tenants(arm.caller()), 'signedOut', /Sign in again/);
      assert.equal(arm.signIn.requests.length, 4);
    });
  }

  it('leaves out what is no managed cluster', async () => {
    answer = json({ value: [{ id: '/subscriptions/s/resourceGroups/rg/providers/Other/things/x', properties: {} }] });
    assert.deepEqual(await arm.directory.clusters(arm.caller(), production), []);
  });

  it('reads Retry-After as seconds only', async () => {
    answer = json({}, 429, { 'retry-after': '' });
    await arm.rejectsWith(arm.directory.tenants(arm.caller()), 'throttled', /in a minute/);
  });
});
