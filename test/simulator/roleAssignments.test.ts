import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, beforeEach, describe, it } from 'node:test';
import { allRows, clusterPath } from './armClient.ts';
import { askCluster } from './clusterApi.ts';
import { ada, aksAdmins, ben, contoso, dan } from './scenarios/people.ts';
import { development, production } from './scenarios/subscriptions.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { accessToken, callSimulator, type Call, type Reply } from './simulatorClient.ts';

type Row = Record<string, unknown> & { properties: Record<string, unknown> };

const autopilot = clusterPath('rg-dev', 'autopilot-dev');
const orders = clusterPath('rg_orders_eu', 'orders-prod', production.subscriptionId);
const clusterUser = '4abbcc35-e782-43d8-92c5-2d3f1bd2253f';
const rbacReader = '7f6c6a51-bcf8-42ba-9220-52d62157d7db';

describe('roles in the simulated ARM', () => {
  let simulator: Simulator;
  let adaToken: string;
  let benToken: string;
  before(async () => {
    simulator = await startSimulator();
  });
  beforeEach(async () => {
    simulator.reset();
    adaToken = await accessToken(simulator, { upn: ada.upn });
    benToken = await accessToken(simulator, { upn: ben.upn });
  });
  after(() => simulator.close());

  it('tell the caller’s permissions, one entry for each assignment at the scope or above it, and no names', async () => {
    const reply = await arm(
      `${autopilot.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions')}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
    );
    const entries = reply.json()['value'] as Record<string, string[]>[];
    assert.deepEqual(Object.keys(reply.json()), ['value']);
    // Reader of the subscription and Cluster User by group, the two of her own.
    assert.equal(entries.length, 4);
    for (const entry of entries) {
      assert.deepEqual(Object.keys(entry), ['actions', 'notActions', 'dataActions', 'notDataActions']);
    }
    assert.ok(entries.some(({ dataActions }) => dataActions?.includes('Microsoft.ContainerService/managedClusters/*')));
    assert.ok(entries.some(({ actions }) => actions?.includes('Microsoft.Authorization/roleAssignments/write')));
    const dansToken = await accessToken(simulator, { upn: dan.upn, tenant: contoso.tenantId });
    const nothing = await arm(`${orders}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`, {
      token: dansToken,
    });
    assert.deepEqual(nothing.json(), { value: [] });
  });

  it('let a person in who could neither fetch nor list, to the namespace that was granted, and out again', async () => {
    assert.equal((await credential(benToken)).status, 403);
    assert.equal((await pods('default')).status, 403);
    const user = await grant(autopilot, clusterUser, ben.objectId);
    const reader = await grant(`${autopilot}/namespaces/default`, rbacReader, ben.objectId);
    assert.deepEqual([user.status, reader.status], [201, 201]);
    assert.equal((await credential(benToken)).status, 200);
    assert.equal((await pods('default')).status, 200);
    assert.equal((await pods('kube-system')).status, 403);
    const gone = await arm(`${String(reader.json()['id'])}?api-version=2022-04-01`, { method: 'DELETE' });
    assert.equal(gone.status, 200);
    assert.equal((await pods('default')).status, 403);
    const again = await arm(`${String(reader.json()['id'])}?api-version=2022-04-01`, { method: 'DELETE' });
    assert.equal(again.status, 204);
    assert.deepEqual(
      simulator.surprises().filter(({ host }) => host === 'management.azure.com'),
      [],
    );
  });

  it('count in a cluster where they are assigned above it', async () => {
    simulator.directory.scenario.roleAssignments.push({
      scope: `/subscriptions/${development.subscriptionId}`,
      role: 'AKS RBAC Reader',
      principalObjectId: ben.objectId,
    });
    assert.equal((await pods('default')).status, 200);
  });

  it('can take a while to count, and are listed at once', async () => {
    await fetch(`${simulator.controlUrl}/role-delay`, { method: 'POST', body: JSON.stringify({ milliseconds: 400 }) });
    assert.equal((await grant(autopilot, clusterUser, ben.objectId)).status, 201);
    assert.ok((await list(autopilot, `principalId eq '${ben.objectId}'`)).length > 0);
    assert.equal((await credential(benToken)).status, 403);
    await delay(450);
    assert.equal((await credential(benToken)).status, 200);
  });

  it('answer a new assignment with createdBy null, and list it with who made it', async () => {
    const made = (await grant(autopilot, clusterUser, ben.objectId)).json() as Row;
    assert.equal(made.properties['createdBy'], null);
    assert.equal(made.properties['updatedBy'], ada.objectId);
    assert.equal(made.properties['principalType'], 'User');
    const rows = await list(autopilot, `principalId eq '${ben.objectId}'`);
    const row = rows.find(({ name }) => name === made['name']);
    assert.equal(row?.properties['createdBy'], ada.objectId);
  });

  it('list what is below a scope too, unless told otherwise, and what comes from the root without a scope in its id', async () => {
    await grant(`${autopilot}/namespaces/default`, rbacReader, ben.objectId);
    const whole = await list(autopilot);
    const atScope = await list(autopilot, 'atScope()');
    const below = whole.filter(({ id }) => !atScope.some((one) => one['id'] === id));
    assert.deepEqual(
      [...new Set(below.map(({ properties }) => properties['scope']))],
      [`${autopilot}/namespaces/default`, `${autopilot}/managedNamespaces/checkout`],
    );
    assert.ok(whole.some(({ id }) => String(id).startsWith('/providers/Microsoft.Authorization/roleAssignments/')));
    const assigned = await list(autopilot, `assignedTo('${ada.objectId}')`);
    assert.ok(assigned.some(({ properties }) => properties['principalId'] === aksAdmins.objectId));
    assert.ok(!assigned.some(({ properties }) => properties['principalId'] === ben.objectId));
  });

  it('refuse one that is there already, and who may give none', async () => {
    assert.equal((await grant(autopilot, clusterUser, ben.objectId)).status, 201);
    const second = await grant(autopilot, clusterUser, ben.objectId);
    assert.equal(second.status, 409);
    assert.deepEqual(second.json(), {
      error: { code: 'RoleAssignmentExists', message: 'The role assignment already exists.' },
    });
    const denied = await grant(autopilot, clusterUser, ada.objectId, benToken);
    assert.equal(denied.status, 403);
    assert.match(
      denied.body,
      /perform action 'Microsoft\.Authorization\/roleAssignments\/write' over scope '.+\/roleAssignments\/[-0-9a-f]{36}'/,
    );
  });

  it('do not find a group in its first moments, and name it by 32 digits', async () => {
    const { objectId } = simulator.directory.createGroup({
      displayName: 'new-team',
      tenantId: contoso.tenantId,
      memberObjectIds: [ben.objectId],
    });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const reply = await grant(autopilot, clusterUser, objectId);
      assert.equal(reply.status, 400);
      assert.match(
        reply.body,
        new RegExp(`"PrincipalNotFound","message":"Principal ${objectId.replace(/-/g, '')} does`),
      );
    }
    const made = (await grant(autopilot, clusterUser, objectId)).json() as Row;
    assert.equal(made.properties['principalType'], 'Group');
    assert.equal((await credential(benToken)).status, 200);
  });

  it('are found by name, whatever its case', async () => {
    const path = `/subscriptions/${development.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions`;
    const query = "api-version=2022-04-01&$filter=roleName eq 'azure kubernetes service rbac admin'";
    const [only, ...others] = (await arm(`${path}?${query.replace(/ /g, '%20')}`)).json()['value'] as Row[];
    assert.equal(others.length, 0);
    assert.equal(only?.['name'], '3498e952-d568-435e-9b2c-8d77e338d7f7');
  });

  function arm(path: string, call: Call = {}): Promise<Reply> {
    return callSimulator(simulator, `https://management.azure.com${path}`, { token: adaToken, ...call });
  }
  function grant(scope: string, role: string, principalId: string, token = adaToken): Promise<Reply> {
    const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}?api-version=2022-04-01`;
    const roleDefinitionId = `/subscriptions/${development.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
    return arm(path, { method: 'PUT', token, body: { properties: { roleDefinitionId, principalId } } });
  }
  function list(scope: string, filter?: string): Promise<Row[]> {
    const query = filter === undefined ? '' : `&$filter=${encodeURIComponent(filter)}`;
    const path = `${scope}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01${query}`;
    return allRows(simulator, adaToken, path);
  }
  function credential(token: string): Promise<Reply> {
    return arm(`${autopilot}/listClusterUserCredential?api-version=2025-10-01`, { method: 'POST', token });
  }
  /** What the cluster answers Ben. */
  async function pods(namespace: string): Promise<Reply> {
    return askCluster(simulator, await credential(adaToken), ben.upn, `/api/v1/namespaces/${namespace}/pods`);
  }
});
