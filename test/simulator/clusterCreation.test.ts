import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { clusterPath } from './armClient.ts';
import { askCluster } from './clusterApi.ts';
import { ada, aksAdmins, ben, contoso } from './scenarios/people.ts';
import { production, sandbox } from './scenarios/subscriptions.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { accessToken, callSimulator, type Call, type Reply } from './simulatorClient.ts';

type Body = Record<string, unknown> & { properties: Record<string, unknown> };

const version = 'api-version=2026-06-01';
const url = `${clusterPath('rg-empty', 'new', sandbox.subscriptionId)}?${version}`;
const identity = { type: 'SystemAssigned' };

function automatic(over: Record<string, unknown> = {}): Record<string, unknown> {
  const pool = { name: 'systempool', mode: 'System', count: 3 };
  return {
    location: 'westeurope',
    sku: { name: 'Automatic', tier: 'Standard' },
    identity,
    properties: { agentPoolProfiles: [pool], supportPlan: 'KubernetesOfficial' },
    ...over,
  };
}

function standard(
  properties: Record<string, unknown> = {},
  over: Record<string, unknown> = {},
): Record<string, unknown> {
  const pool = { name: 'nodepool1', mode: 'System', count: 2, vmSize: 'Standard_D4s_v5', orchestratorVersion: '' };
  return {
    location: 'westeurope',
    sku: { name: 'Base', tier: 'Free' },
    identity,
    properties: { dnsPrefix: 'new', kubernetesVersion: '', agentPoolProfiles: [pool], ...properties },
    ...over,
  };
}

describe('creating a cluster in the simulated ARM', () => {
  let simulator: Simulator;
  let token: string;
  before(async () => {
    simulator = await startSimulator();
  });
  beforeEach(async () => {
    simulator.reset();
    simulator.operations.setDuration(null);
    token = await accessToken(simulator, { upn: ada.upn });
  });
  after(() => simulator.close());

  it('answers 201 without any eTag, polls as InProgress, and a GET has two eTags at the end', async () => {
    assert.equal((await arm(url)).status, 404);
    const created = await arm(url, { method: 'PUT', body: standard(), headers: { 'If-None-Match': '*' } });
    assert.equal(created.status, 201, created.body);
    const body = created.json() as Body;
    assert.ok(!/etag/i.test(created.body) && created.headers.etag === undefined);
    assert.equal(created.headers['retry-after'] ?? created.headers.location, undefined);
    assert.deepEqual([body.properties['provisioningState'], body['kind']], ['Creating', 'Base']);
    assert.match(String(body['id']), /\/resourcegroups\/rg-empty\//);
    assert.deepEqual(
      [body.properties['kubernetesVersion'], body.properties['currentKubernetesVersion']],
      ['1.34', '1.34.4'],
    );
    assert.deepEqual(poolOf(body)['nodeLabels'], {});
    assert.equal(poolOf(body)['vmSize'], 'standard_d4s_v5');
    const poll = String(created.headers['azure-asyncoperation']);
    assert.equal((await callSimulator(simulator, poll, { token })).json()['status'], 'InProgress');
    simulator.operations.end();
    assert.equal((await callSimulator(simulator, poll, { token })).json()['status'], 'Succeeded');
    const after = (await arm(url)).json() as Body;
    assert.ok(typeof after['eTag'] === 'string' && typeof poolOf(after)['eTag'] === 'string');
    assert.equal(poolOf(after)['nodeLabels'], undefined);
    assert.equal((after.properties['networkProfile'] as { loadBalancerSku: string }).loadBalancerSku, 'Standard');
    assert.deepEqual(simulator.surprises(), []);
  });

  it('makes an Automatic cluster with Entra, Azure RBAC and no local accounts, which its creator enters by a role', async () => {
    assert.equal((await arm(url, { method: 'PUT', body: automatic() })).status, 201);
    simulator.operations.end();
    const { properties, sku } = (await arm(url)).json() as Body;
    assert.deepEqual(sku, { name: 'Automatic', tier: 'Standard' });
    assert.deepEqual(properties['aadProfile'], {
      managed: true,
      adminGroupObjectIDs: null,
      adminUsers: null,
      enableAzureRBAC: true,
      tenantID: contoso.tenantId,
    });
    assert.equal(properties['disableLocalAccounts'], true);
    assert.equal((await nodes()).status, 403);
    const path = clusterPath('rg-empty', 'new', sandbox.subscriptionId);
    const assignment = `${path}/providers/Microsoft.Authorization/roleAssignments/${crypto.randomUUID()}?api-version=2022-04-01`;
    const roleDefinitionId = `/subscriptions/${sandbox.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b`;
    const granted = await arm(assignment, {
      method: 'PUT',
      body: { properties: { roleDefinitionId, principalId: ada.objectId, principalType: 'User' } },
    });
    assert.equal(granted.status, 201);
    const { items } = (await nodes()).json() as { items: unknown[] };
    assert.equal(items.length, 3);
  });

  it('makes a Standard cluster with Entra and admin groups from the start', async () => {
    const aadProfile = { managed: true, adminGroupObjectIDs: [aksAdmins.objectId], enableAzureRBAC: false };
    await arm(url, { method: 'PUT', body: standard({ aadProfile }) });
    simulator.operations.end();
    assert.equal((await nodes()).status, 200);
  });

  it('leaves a cluster whose creation failed there, as Failed and without nodes', async () => {
    const created = await arm(url, { method: 'PUT', body: standard() });
    simulator.operations.end({ ending: 'Failed', code: 'ResourceDeploymentFailure', message: 'Told by the test.' });
    const poll = await callSimulator(simulator, String(created.headers['azure-asyncoperation']), { token });
    assert.equal((poll.json()['error'] as { code: string }).code, 'ResourceDeploymentFailure');
    assert.equal(((await arm(url)).json() as Body).properties['provisioningState'], 'Failed');
  });

  const pools = (...agentPoolProfiles: unknown[]): Record<string, unknown> => ({ agentPoolProfiles });
  const refusals: [string, number, RegExp, () => Call & { path?: string }][] = [
    [
      'a resource group that is not there',
      404,
      /ResourceGroupNotFound/,
      () => ({ path: url.replace('rg-empty', 'rg-none'), body: standard() }),
    ],
    ['an If-Match', 412, /PreConditionFailed/, () => ({ body: standard(), headers: { 'If-Match': '*' } })],
    [
      'a region that there is not',
      400,
      /LocationNotAvailableForResourceType/,
      () => ({ body: standard({}, { location: 'atlantis' }) }),
    ],
    [
      'a region that is not open to the subscription',
      403,
      /RequestDisallowedByAzure/,
      () => ({ body: standard({}, { location: 'qatarcentral' }) }),
    ],
    [
      'Automatic where there is none',
      400,
      /Automatic is not available/,
      () => ({ body: automatic({ location: 'westus' }) }),
    ],
    [
      'more cores than the quota has left',
      400,
      /"ErrCode_InsufficientVCPUQuota".+requested 8, remaining 4 for family standardDsv5Family for region eastus2/,
      () => ({ body: standard({}, { location: 'eastus2' }) }),
    ],
    [
      'a Kubernetes version that there is not',
      400,
      /K8sVersionNotSupported/,
      () => ({ body: standard({ kubernetesVersion: '1.20.7' }) }),
    ],
    [
      'one that is in long-term support only',
      400,
      /Long-Term Support/,
      () => ({ body: standard({ kubernetesVersion: '1.32' }) }),
    ],
    [
      'a name with a dot',
      400,
      /parameter name is invalid/,
      () => ({ path: url.replace('/new?', '/n.w?'), body: standard() }),
    ],
    [
      'a pool named in capitals',
      400,
      /agentPoolProfile.name/,
      () => ({ body: standard(pools({ name: 'Pool', mode: 'System' })) }),
    ],
    ['no system pool', 400, /system agent pool/, () => ({ body: standard(pools({ name: 'pool', mode: 'User' })) })],
    ['no identity', 400, /identity/, () => ({ body: standard({}, { identity: undefined }) })],
    [
      'local accounts off without Entra',
      400,
      /managed AAD/,
      () => ({ body: standard({ disableLocalAccounts: true }) }),
    ],
    [
      'who may not write there',
      403,
      /managedClusters\/write/,
      () => ({ path: `${clusterPath('rg-payments', 'new', production.subscriptionId)}?${version}`, body: standard() }),
    ],
  ];
  for (const [what, status, text, send] of refusals) {
    it(`refuses ${what} with ${status}, and makes nothing`, async () => {
      const { path = url, ...call } = send();
      const reply = await arm(path, { method: 'PUT', ...call });
      assert.equal(reply.status, status, reply.body);
      assert.match(reply.body, text);
      assert.equal((await arm(path)).status, 404);
    });
  }

  it('refuses a name that is taken, where the request says that it is for a new cluster', async () => {
    await arm(url, { method: 'PUT', body: standard() });
    simulator.operations.end();
    const second = await arm(url, { method: 'PUT', body: standard(), headers: { 'If-None-Match': '*' } });
    assert.equal(second.status, 412);
    const other = await arm(url, { method: 'PUT', body: automatic() });
    assert.match(other.body, /PropertyChangeNotAllowed|missing/);
  });

  it('makes resource groups, once in one place', async () => {
    const group = `/subscriptions/${sandbox.subscriptionId}/resourcegroups/rg-new?api-version=2021-04-01`;
    const make = (location: string): Promise<Reply> => arm(group, { method: 'PUT', body: { location } });
    assert.deepEqual(
      [(await make('West Europe')).status, (await make('westeurope')).status, (await make('eastus')).status],
      [201, 200, 409],
    );
    const { value } = (
      await arm(`/subscriptions/${sandbox.subscriptionId}/resourcegroups?api-version=2021-04-01`)
    ).json();
    assert.deepEqual(
      (value as { name: string }[]).map(({ name }) => name),
      ['rg-empty', 'rg-new'],
    );
    const benToken = await accessToken(simulator, { upn: ben.upn });
    const path = `/subscriptions/${production.subscriptionId}/resourcegroups/rg-new?api-version=2021-04-01`;
    assert.equal((await arm(path, { method: 'PUT', token: benToken, body: { location: 'westeurope' } })).status, 403);
  });

  it('lists regions, Kubernetes versions and API versions, newest first; the sovereign clouds know the older ones', async () => {
    const base = `/subscriptions/${sandbox.subscriptionId}`;
    const { value } = (await arm(`${base}/locations?api-version=2022-12-01`)).json();
    assert.ok((value as { name: string }[]).some(({ name }) => name === 'westeurope'));
    const provider = `${base}/providers/Microsoft.ContainerService`;
    const { values } = (await arm(`${provider}/locations/westeurope/kubernetesVersions?${version}`)).json();
    assert.deepEqual(
      (values as { version: string; isDefault?: true }[])
        .filter(({ isDefault }) => isDefault)
        .map((one) => one.version),
      ['1.34'],
    );
    const listed = async (): Promise<string[]> => {
      const { resourceTypes } = (await arm(`${provider}?api-version=2021-04-01`)).json();
      const types = resourceTypes as { resourceType: string; apiVersions: string[] }[];
      return types.find(({ resourceType }) => resourceType === 'managedClusters')?.apiVersions ?? [];
    };
    assert.deepEqual((await listed()).slice(0, 2), ['2026-08-02-preview', '2026-08-01']);
    simulator.faults.set({ kind: 'sovereignCloud' });
    assert.equal((await listed())[0], '2025-10-01');
  });

  function arm(path: string, call: Call = {}): Promise<Reply> {
    return callSimulator(simulator, `https://management.azure.com${path}`, { token, ...call });
  }
  /** What the new cluster's API server answers Ada. */
  async function nodes(): Promise<Reply> {
    const credential = await arm(url.replace('?', '/listClusterUserCredential?'), { method: 'POST' });
    return askCluster(simulator, credential, ada.upn, '/api/v1/nodes');
  }
});

function poolOf({ properties }: Body): Record<string, unknown> {
  return (properties['agentPoolProfiles'] as Record<string, unknown>[])[0] ?? {};
}
