import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { clusterPath } from './armClient.ts';
import { askCluster } from './clusterApi.ts';
import { ada, contoso } from './scenarios/people.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { accessToken, callSimulator, type Call, type Reply } from './simulatorClient.ts';

const autopilot = clusterPath('rg-dev', 'autopilot-dev');
const namespaces = `${autopilot}/managedNamespaces`;
const version = 'api-version=2025-10-01';
const eve = { objectId: 'eeeeeeee-0000-4000-8000-000000000001', upn: 'eve@contoso.com' };

describe('managed namespaces of the simulated ARM', () => {
  let simulator: Simulator;
  let token: string;
  before(async () => {
    simulator = await startSimulator();
  });
  beforeEach(async () => {
    simulator.reset();
    const person = { displayName: 'Eve Moreau', homeTenantId: contoso.tenantId, guestIn: [] };
    simulator.directory.scenario.users.push({ ...eve, ...person });
    token = await accessToken(simulator, { upn: ada.upn });
  });
  after(() => simulator.close());

  it('are listed for who may read the cluster, and found by name', async () => {
    const { value } = (await arm(`${namespaces}?${version}`)).json();
    assert.deepEqual(
      (value as { name: string }[]).map(({ name }) => name),
      ['checkout', 'search'],
    );
    assert.equal((await arm(`${namespaces}/CHECKOUT?${version}`)).status, 200);
    assert.equal((await arm(`${namespaces}/nothing?${version}`)).status, 404);
  });

  it('give a credential to who has no right on the cluster, and let them into that namespace only', async () => {
    const cluster = simulator.directory.scenario.clusters.find(({ name }) => name === 'autopilot-dev');
    for (const role of ['AKS Namespace User', 'AKS RBAC Writer'] as const) {
      cluster?.roleAssignments.push({ role, principalObjectId: eve.objectId, below: 'managedNamespaces/checkout' });
    }
    token = await accessToken(simulator, { upn: eve.upn });
    assert.equal((await post(`${autopilot}/listClusterUserCredential`)).status, 403);
    assert.equal((await post(`${namespaces}/search/listCredential`)).status, 403);
    const credential = await post(`${namespaces}/checkout/listCredential`);
    assert.equal(credential.status, 200);
    const pods = (namespace: string): Promise<Reply> =>
      askCluster(simulator, credential, eve.upn, `/api/v1/namespaces/${namespace}/pods`);
    assert.deepEqual([(await pods('checkout')).status, (await pods('search')).status], [200, 403]);
    assert.equal((await arm(`${namespaces}?${version}`)).status, 403);
  });

  it('have no credential without Azure RBAC', async () => {
    const cluster = simulator.directory.scenario.clusters.find(({ name }) => name === 'autopilot-dev');
    cluster?.roleAssignments.push({ role: 'AKS Namespace User', principalObjectId: ada.objectId });
    Object.assign(cluster?.arm.properties.aadProfile ?? {}, { enableAzureRBAC: false });
    const refused = await post(`${namespaces}/checkout/listCredential`);
    assert.equal(refused.status, 400);
    assert.match(refused.body, /^{"code":"BadRequest"/);
  });

  function arm(path: string, call: Call = {}): Promise<Reply> {
    return callSimulator(simulator, `https://management.azure.com${path}`, { token, ...call });
  }
  function post(path: string): Promise<Reply> {
    return arm(`${path}?${version}`, { method: 'POST' });
  }
});
