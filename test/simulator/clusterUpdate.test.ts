import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { clusterClient, withProfile, type ClusterBody, type ClusterClient } from './armClient.ts';
import { ada, aksAdmins, contoso, fabrikam } from './scenarios/people.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { accessToken, callSimulator } from './simulatorClient.ts';

const managed = { managed: true, adminGroupObjectIDs: [aksAdmins.objectId], enableAzureRBAC: false };

describe('updating a simulated cluster', () => {
  let simulator: Simulator;
  let token: string;
  let arm: ClusterClient;
  before(async () => {
    simulator = await startSimulator({ updateDurationMs: 80 });
    arm = clusterClient(simulator, () => token);
  });
  beforeEach(async () => {
    simulator.reset();
    token = await accessToken(simulator, { upn: ada.upn });
  });
  after(() => simulator.close());

  it('enables Entra by PUT with If-Match, as a long-running operation', async () => {
    const before = await arm.read('static-lab');
    const reply = await arm.put('static-lab', withProfile(before, managed), { 'If-Match': before.eTag });
    assert.equal(reply.status, 200);
    assert.equal((reply.json() as ClusterBody).properties['provisioningState'], 'Updating');
    assert.equal(reply.headers['retry-after'], undefined);
    assert.equal(reply.headers.location, undefined);
    assert.equal((await arm.pollUntilEnd(reply))['status'], 'Succeeded');
    const after = await arm.read('static-lab');
    assert.equal(after.properties['provisioningState'], 'Succeeded');
    assert.deepEqual(after.properties['aadProfile'], { adminUsers: null, ...managed, tenantID: contoso.tenantId });
    assert.notEqual(after.eTag, before.eTag);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('keeps properties that nobody here knows, and records those that a PUT lost', async () => {
    const before = await arm.read('static-lab');
    const kept = withProfile(before, { ...managed });
    kept.properties['somethingNew'] = { depth: [{ deeper: 1 }] };
    (kept.properties['aadProfile'] as Record<string, unknown>)['newSwitch'] = true;
    delete kept.properties['oidcIssuerProfile'];
    const [pool] = kept.properties['agentPoolProfiles'] as Record<string, unknown>[];
    delete pool?.['osType'];
    const reply = await arm.put('static-lab', kept, { 'If-Match': before.eTag });
    await arm.pollUntilEnd(reply);
    assert.deepEqual((await arm.read('static-lab')).properties['somethingNew'], { depth: [{ deeper: 1 }] });
    assert.deepEqual(
      simulator.surprises().map((call) => call.surprise),
      ['PUT lost properties.agentPoolProfiles[0].osType, properties.oidcIssuerProfile'],
    );
  });

  it('knows unknown properties to any depth, in the Entra profile too, and nothing that the service alone decides', async () => {
    const cluster = simulator.directory.scenario.clusters.find(({ name }) => name === 'nogroups-dev');
    assert.ok(cluster?.arm.properties.aadProfile);
    cluster.arm.properties['somethingNew'] = { list: [{ deep: 1, kept: 2 }] };
    cluster.arm.properties.aadProfile['newSwitch'] = true;
    const body = await arm.read('nogroups-dev');
    body.properties['aadProfile'] = managed;
    body.properties['somethingNew'] = { list: [{ kept: 2 }] };
    body['identity'] = { type: 'SystemAssigned' };
    body.properties['fqdn'] = 'elsewhere.example';
    const reply = await arm.put('nogroups-dev', body, { 'If-Match': body.eTag });
    assert.deepEqual(
      simulator.surprises().map((call) => call.surprise),
      ['PUT lost properties.aadProfile.newSwitch, properties.somethingNew.list[0].deep'],
    );
    assert.deepEqual(simulator.operations.list().at(-1)?.['changed'], [
      'properties.aadProfile.adminGroupObjectIDs',
      'properties.aadProfile.enableAzureRBAC',
    ]);
    await arm.pollUntilEnd(reply);
    const after = await arm.read('nogroups-dev');
    assert.match(String(after.properties['fqdn']), /azmk8s\.io$/);
    assert.ok((after['identity'] as { principalId?: string }).principalId);
  });

  it('says in a successful answer that no write is left, and lets the next one through', async () => {
    const before = await arm.read('static-lab');
    const reply = await arm.put('static-lab', withProfile(before, managed), { 'If-Match': before.eTag });
    assert.equal(reply.headers['x-ms-ratelimit-remaining-subscription-writes'], '0');
    assert.match(String(reply.headers['x-ms-operation-identifier']), new RegExp(`objectId=${ada.objectId}/`));
    await arm.pollUntilEnd(reply);
    const after = await arm.read('static-lab');
    assert.equal((await arm.put('static-lab', after, { 'If-Match': after.eTag })).status, 200);
  });

  it('ends a failing update as Failed with the error, and the cluster as it was', async () => {
    simulator.faults.set({
      kind: 'failedUpdate',
      code: 'InternalOperationError',
      message: 'Internal server error',
      times: 1,
    });
    const before = await arm.read('static-lab');
    const reply = await arm.put('static-lab', withProfile(before, managed), { 'If-Match': before.eTag });
    const { status, error } = await arm.pollUntilEnd(reply);
    assert.equal(status, 'Failed');
    assert.equal((error as { code: string }).code, 'InternalOperationError');
    const after = await arm.read('static-lab');
    assert.equal(after.properties['provisioningState'], 'Failed');
    assert.equal(after.properties['aadProfile'], undefined);
  });

  const refusals: [string, string, number, RegExp, (body: ClusterBody) => ClusterBody][] = [
    ['a stale eTag', 'static-lab', 412, /PreConditionFailed/, (body) => ({ ...body, eTag: 'stale' })],
    [
      'a cluster without Kubernetes RBAC',
      'norbac-lab',
      400,
      /RBAC must be enabled/,
      (body) => withProfile(body, managed),
    ],
    ['a stopped cluster', 'sleepy-dev', 409, /stopped/, (body) => body],
    [
      'a busy cluster',
      'upgrading-dev',
      409,
      /Another operation \(RefreshingAADProfile\) is in progress/,
      (body) => body,
    ],
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
      const before = await arm.read(name);
      const changed = change(structuredClone(before));
      const reply = await arm.put(name, changed, { 'If-Match': changed.eTag });
      assert.equal(reply.status, status, reply.body);
      assert.match(reply.body, text);
      assert.deepEqual(await arm.read(name), before);
    });
  }

  it('migrates a legacy cluster to managed Entra', async () => {
    const before = await arm.read('legacy-web');
    const reply = await arm.put('legacy-web', withProfile(before, managed), { 'If-Match': before.eTag });
    assert.equal((await arm.pollUntilEnd(reply))['status'], 'Succeeded');
    const after = await arm.read('legacy-web');
    assert.equal((after.properties['aadProfile'] as { serverAppID?: string }).serverAppID, undefined);
  });

  it('refuses with 403 who may read but not write', async () => {
    const benToken = await accessToken(simulator, { upn: 'ben@contoso.com' });
    const reply = await callSimulator(simulator, arm.urlOf('static-lab'), { method: 'PUT', token: benToken, body: {} });
    assert.equal(reply.status, 403);
    assert.match(reply.body, /managedClusters\/write/);
  });
});
