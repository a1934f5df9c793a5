import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, beforeEach, describe, it } from 'node:test';
import { clusterPath } from './armClient.ts';
import { ada, aksAdmins, contoso, fabrikam } from './scenarios/people.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { accessToken, callSimulator, type Reply } from './simulatorClient.ts';

type Body = Record<string, unknown> & { properties: Record<string, unknown>; eTag: string };

const managed = { managed: true, adminGroupObjectIDs: [aksAdmins.objectId], enableAzureRBAC: false };

describe('updating a simulated cluster', () => {
  let simulator: Simulator;
  let token: string;
  before(async () => {
    simulator = await startSimulator({ updateDurationMs: 80 });
  });
  beforeEach(async () => {
    simulator.reset();
    token = await accessToken(simulator, { upn: ada.upn });
  });
  after(() => simulator.close());

  it('enables Entra by PUT with If-Match, as a long-running operation', async () => {
    const before = await read('static-lab');
    const reply = await put('static-lab', withProfile(before, managed), before.eTag);
    assert.equal(reply.status, 200);
    assert.equal((reply.json() as Body).properties['provisioningState'], 'Updating');
    assert.equal(reply.headers['retry-after'], undefined);
    assert.equal(reply.headers.location, undefined);
    const poll = String(reply.headers['azure-asyncoperation']);
    assert.match(
      poll,
      /^https:\/\/management\.azure\.com\/subscriptions\/.+\/locations\/westeurope\/operations\/[-0-9a-f]{36}\?api-version=2025-10-01$/,
    );
    assert.equal((await callSimulator(simulator, poll, { token })).json()['status'], 'InProgress');
    assert.equal(await pollUntilEnd(poll), 'Succeeded');
    const after = await read('static-lab');
    assert.equal(after.properties['provisioningState'], 'Succeeded');
    assert.deepEqual(after.properties['aadProfile'], { adminUsers: null, ...managed, tenantID: contoso.tenantId });
    assert.notEqual(after.eTag, before.eTag);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('keeps properties that nobody here knows, and records those that a PUT lost', async () => {
    const before = await read('static-lab');
    const kept = withProfile(before, managed);
    kept.properties['somethingNew'] = { depth: 1 };
    delete kept.properties['oidcIssuerProfile'];
    const reply = await put('static-lab', kept, before.eTag);
    await pollUntilEnd(String(reply.headers['azure-asyncoperation']));
    assert.deepEqual((await read('static-lab')).properties['somethingNew'], { depth: 1 });
    assert.deepEqual(
      simulator.surprises().map((call) => call.surprise),
      ['PUT lost properties.oidcIssuerProfile'],
    );
  });

  it('ends a failing update as Failed with the error, and the cluster as it was', async () => {
    simulator.faults.set({
      kind: 'failedUpdate',
      code: 'InternalOperationError',
      message: 'Internal server error',
      times: 1,
    });
    const before = await read('static-lab');
    const reply = await put('static-lab', withProfile(before, managed), before.eTag);
    const poll = String(reply.headers['azure-asyncoperation']);
    assert.equal(await pollUntilEnd(poll), 'Failed');
    const { error } = (await callSimulator(simulator, poll, { token })).json() as { error: { code: string } };
    assert.equal(error.code, 'InternalOperationError');
    const after = await read('static-lab');
    assert.equal(after.properties['provisioningState'], 'Failed');
    assert.equal(after.properties['aadProfile'], undefined);
  });

  const refusals: [string, string, number, RegExp, (body: Body) => Body][] = [
    ['a stale eTag', 'static-lab', 412, /PreconditionFailed/, (body) => ({ ...body, eTag: 'stale' })],
    [
      'a cluster without Kubernetes RBAC',
      'norbac-lab',
      400,
      /RBAC must be enabled/,
      (body) => withProfile(body, managed),
    ],
    ['a stopped cluster', 'sleepy-dev', 409, /stopped/, (body) => body],
    ['a busy cluster', 'upgrading-dev', 409, /in progress operation \(RefreshingAADProfile\)/, (body) => body],
    [
      'a way back from managed Entra',
      'nogroups-dev',
      400,
      /Changing property 'aadProfile.managed' is not allowed/,
      (body) => withProfile(body, { managed: false, clientAppID: 'x', serverAppID: 'y' }),
    ],
    [
      'removing Entra',
      'nogroups-dev',
      400,
      /Changing property 'aadProfile' is not allowed/,
      (body) => withProfile(body, null),
    ],
    [
      'a new legacy integration',
      'static-lab',
      400,
      /no longer supported/,
      (body) => withProfile(body, { clientAppID: 'x', serverAppID: 'y' }),
    ],
    [
      'another tenant',
      'static-lab',
      400,
      /must be the tenant of the cluster's subscription/,
      (body) => withProfile(body, { ...managed, tenantID: fabrikam.tenantId }),
    ],
    [
      'group names in place of ids',
      'static-lab',
      400,
      /object ids of groups are expected/,
      (body) => withProfile(body, { ...managed, adminGroupObjectIDs: ['aks-admins'] }),
    ],
    ['a body without location', 'static-lab', 400, /LocationRequired/, (body) => ({ ...body, location: undefined })],
    [
      'a body that lost its node pools',
      'static-lab',
      400,
      /agentPoolProfiles is missing/,
      (body) => ({ ...body, properties: { ...body.properties, agentPoolProfiles: undefined } }),
    ],
  ];
  for (const [what, name, status, text, change] of refusals) {
    it(`refuses ${what} with ${status} and changes nothing`, async () => {
      const before = await read(name);
      const changed = change(structuredClone(before));
      const reply = await put(name, changed, changed.eTag);
      assert.equal(reply.status, status, reply.body);
      assert.match(reply.body, text);
      assert.deepEqual(await read(name), before);
    });
  }

  it('migrates a legacy cluster to managed Entra', async () => {
    const before = await read('legacy-web');
    const reply = await put('legacy-web', withProfile(before, managed), before.eTag);
    assert.equal(await pollUntilEnd(String(reply.headers['azure-asyncoperation'])), 'Succeeded');
    const after = await read('legacy-web');
    assert.equal((after.properties['aadProfile'] as { serverAppID?: string }).serverAppID, undefined);
  });

  it('refuses with 403 who may read but not write', async () => {
    const benToken = await accessToken(simulator, { upn: 'ben@contoso.com' });
    const reply = await callSimulator(simulator, urlOf('static-lab'), { method: 'PUT', token: benToken, body: {} });
    assert.equal(reply.status, 403);
    assert.match(reply.body, /managedClusters\/write/);
  });

  async function read(name: string): Promise<Body> {
    return (await callSimulator(simulator, urlOf(name), { token })).json() as Body;
  }
  function put(name: string, body: Body, eTag: string): Promise<Reply> {
    return callSimulator(simulator, urlOf(name), { method: 'PUT', token, body, headers: { 'If-Match': eTag } });
  }
  async function pollUntilEnd(url: string): Promise<unknown> {
    for (;;) {
      const { status } = (await callSimulator(simulator, url, { token })).json();
      if (status !== 'InProgress') {
        return status;
      }
      await delay(20);
    }
  }
  function urlOf(name: string): string {
    const group = simulator.directory.scenario.clusters.find((cluster) => cluster.name === name)?.resourceGroup ?? '';
    return `https://management.azure.com${clusterPath(group, name)}?api-version=2025-10-01`;
  }
});

function withProfile(body: Body, aadProfile: unknown): Body {
  return { ...body, properties: { ...body.properties, aadProfile } };
}
