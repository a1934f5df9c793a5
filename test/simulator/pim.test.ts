import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { allRows, clusterPath } from './armClient.ts';
import { askCluster } from './clusterApi.ts';
import { ada, aksAdmins, ben } from './scenarios/people.ts';
import { production } from './scenarios/subscriptions.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { accessToken, callSimulator, refresh, signIn, type Call, type Reply } from './simulatorClient.ts';

type Row = Record<string, unknown> & { properties: Record<string, unknown> };

const orders = clusterPath('rg_orders_eu', 'orders-prod', production.subscriptionId);
const autopilot = clusterPath('rg-dev', 'autopilot-dev');
const auditGroup = `/subscriptions/${production.subscriptionId}/resourceGroups/rg-audit`;
const pim = 'api-version=2020-10-01';
const clusterAdmin = 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b';
const clusterUser = '4abbcc35-e782-43d8-92c5-2d3f1bd2253f';

describe('PIM in the simulated ARM', () => {
  let simulator: Simulator;
  let token: string;
  before(async () => {
    simulator = await startSimulator();
  });
  beforeEach(async () => {
    simulator.reset();
    token = await accessToken(simulator, { upn: ben.upn });
  });
  after(() => simulator.close());

  it('lists what the caller could activate, with names, and ids of another root', async () => {
    const [only, ...others] = await eligible(orders);
    assert.equal(others.length, 0);
    assert.match(
      String(only?.properties['roleEligibilityScheduleId']),
      /^\/providers\/Microsoft\.Subscription\/subscriptions\/.+\/roleEligibilitySchedules\/[-0-9A-F]{36}$/,
    );
    const expanded = only?.properties['expandedProperties'] as Record<string, { displayName: string }>;
    assert.deepEqual(
      [expanded['roleDefinition']?.displayName, expanded['scope']?.displayName],
      ['Azure Kubernetes Service RBAC Cluster Admin', 'orders-prod'],
    );
    const adaToken = await accessToken(simulator, { upn: ada.upn });
    const throughGroup = await eligible(auditGroup, adaToken);
    assert.deepEqual(
      throughGroup.map(({ properties }) => [properties['principalType'], properties['principalId']]),
      [['Group', aksAdmins.objectId]],
    );
  });

  it('activates for the time that was asked for: Forbidden before, nodes after, Forbidden again at the end', async () => {
    assert.equal((await nodes(orders)).status, 403);
    const asked = await activate(orders, clusterAdmin);
    assert.equal(asked.status, 201, asked.body);
    const { properties, id } = asked.json() as Row;
    assert.equal(properties['status'], 'Provisioned');
    assert.match(String(id), /^\/providers\/Microsoft\.Subscription\/subscriptions\//);
    assert.match(JSON.stringify(properties['scheduleInfo']), /"startDateTime":"[^"]+\+00:00"/);
    assert.equal((await nodes(orders)).status, 200);
    assert.match((await activate(orders, clusterAdmin)).body, /"RoleAssignmentExists"/);
    const list = `${orders}/providers/Microsoft.Authorization/roleAssignmentScheduleInstances?${pim}&$filter=asTarget()`;
    const rows = await allRows<Row>(simulator, token, list);
    assert.ok(rows.some((row) => row.properties['assignmentType'] === 'Activated'));
    const ended = await activate(orders, clusterAdmin, { requestType: 'SelfDeactivate' });
    assert.equal((ended.json() as Row).properties['status'], 'Revoked');
    assert.equal((await nodes(orders)).status, 403);
    assert.deepEqual(
      simulator.surprises().filter(({ host }) => host === 'management.azure.com'),
      [],
    );
  });

  for (const [isApproved, status, answered] of [
    [true, 'Provisioned', 200],
    [false, 'Denied', 403],
  ] as const) {
    it(`waits for approval, and then it is ${status}`, async () => {
      const asked = (await activate(autopilot, clusterAdmin)).json() as Row;
      assert.equal(asked.properties['status'], 'PendingApproval');
      assert.match((await activate(autopilot, clusterAdmin)).body, /"PendingRoleAssignmentRequest"/);
      await fetch(`${simulator.controlUrl}/activations/${String(asked['name'])}`, {
        method: 'POST',
        body: JSON.stringify({ isApproved }),
      });
      const path = `${autopilot}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/${String(asked['name'])}?${pim}`;
      assert.equal(((await arm(path)).json() as Row).properties['status'], status);
      assert.equal((await nodes(autopilot)).status, answered);
    });
  }

  const refusals: [string, number, RegExp, Record<string, unknown>, string?][] = [
    ['no justification', 400, /\[\\"JustificationRule\\"\]/, { justification: '' }],
    ['more hours than are allowed', 400, /\[\\"ExpirationRule\\"\]/, { scheduleInfo: hours(9) }],
    ['a role that the caller is not eligible for', 400, /\[\\"EligibilityRule\\"\]/, {}, clusterUser],
    ['somebody else’s activation', 403, /does not have permissions for this request/, { principalId: ada.objectId }],
  ];
  for (const [what, status, text, over, role = clusterAdmin] of refusals) {
    it(`refuses ${what}`, async () => {
      const reply = await activate(orders, role, over);
      assert.equal(reply.status, status);
      assert.match(reply.body, text);
    });
  }

  it('asks for a step-up where the role’s rules do', async () => {
    const session = await signIn(simulator, { upn: ada.upn });
    token = String(session['access_token']);
    const ask = (): Promise<Reply> =>
      activate(auditGroup, clusterUser, { principalId: ada.objectId, scheduleInfo: hours(1) });
    assert.match((await ask()).body, /\[\\"MfaRule\\"\]/);
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, values: ['p1'] } } });
    const scope = 'https://management.core.windows.net/.default';
    const stepped = await refresh(simulator, 'organizations', session['refresh_token'], scope, { claims });
    token = String(stepped.json()['access_token']);
    assert.equal((await ask()).status, 201);
    const audit = clusterPath('rg-audit', 'audit-prod', production.subscriptionId);
    const credential = await arm(`${audit}/listClusterUserCredential?api-version=2025-10-01`, { method: 'POST' });
    assert.equal(credential.status, 200);
  });

  function arm(path: string, call: Call = {}): Promise<Reply> {
    return callSimulator(simulator, `https://management.azure.com${path}`, { token, ...call });
  }
  function eligible(scope: string, as = token): Promise<Row[]> {
    const path = `${scope}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances?${pim}&$filter=asTarget()`;
    return allRows(simulator, as, path);
  }
  function activate(scope: string, role: string, over: Record<string, unknown> = {}): Promise<Reply> {
    const path = `${scope}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/${randomUUID()}?${pim}`;
    const [, , subscription] = scope.split('/');
    const properties = {
      principalId: ben.objectId,
      roleDefinitionId: `/subscriptions/${subscription ?? ''}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      requestType: 'SelfActivate',
      justification: 'Told by the test.',
      scheduleInfo: hours(8),
      ...over,
    };
    return arm(path, { method: 'PUT', body: { properties } });
  }
  /** What the cluster answers Ben, to whom Ada hands her kubeconfig. */
  async function nodes(cluster: string): Promise<Reply> {
    const adaToken = await accessToken(simulator, { upn: ada.upn });
    const call = `${cluster}/listClusterUserCredential?api-version=2025-10-01`;
    return askCluster(simulator, await arm(call, { method: 'POST', token: adaToken }), ben.upn, '/api/v1/nodes');
  }
});

function hours(count: number): unknown {
  return { startDateTime: '2020-01-01T00:00:00Z', expiration: { type: 'AfterDuration', duration: `PT${count}H` } };
}
