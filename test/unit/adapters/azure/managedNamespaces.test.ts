import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ArmManagedNamespaces } from '../../../../src/adapters/azure/managedNamespaces.ts';
import { ApiServerConnections } from '../../../../src/adapters/kubernetes/clusterConnections.ts';
import { ArmRoleAssignments } from '../../../../src/adapters/azure/roleAssignments.ts';
import { type Grant, planGrant } from '../../../../src/core/access/grantPlan.ts';
import { performGrant, undoGrant } from '../../../../src/core/access/performGrant.ts';
import { clusterPath } from '../../../simulator/armClient.ts';
import { askCluster } from '../../../simulator/clusterApi.ts';
import { ada, ben, contoso } from '../../../simulator/scenarios/people.ts';
import { development } from '../../../simulator/scenarios/subscriptions.ts';
import { accessToken, callSimulator } from '../../../simulator/simulatorClient.ts';
import { ArmFixture } from './armFixture.ts';

describe('ArmManagedNamespaces against the simulated Azure', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  before(async () => {
    arm = await ArmFixture.start();
    await arm.signInAs();
  });
  after(() => arm.simulator.close());

  it('lists those of one cluster by name, and none where there are none', async () => {
    const namespaces = new ArmManagedNamespaces(arm.client);
    const autopilot = await arm.clusterNamed('autopilot-dev', development);
    assert.deepEqual(await namespaces.managedNamespaces(autopilot, arm.caller()), ['checkout', 'search']);
    const nogroups = await arm.clusterNamed('nogroups-dev', development);
    assert.deepEqual(await namespaces.managedNamespaces(nogroups, arm.caller()), []);
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('are where a person can be let in who gets nothing else of the cluster', async () => {
    const seen = await arm.clusterNamed('autopilot-dev', development);
    const grant: Grant = {
      who: { kind: 'User', objectId: ben.objectId },
      where: { kind: 'managedNamespace', name: 'checkout' },
      level: 'view',
    };
    const cluster = clusterPath('rg-dev', 'autopilot-dev');
    const bens = await accessToken(arm.simulator, { upn: ben.upn });
    const ask = async (path: string): Promise<number> => {
      const url = `https://management.azure.com${cluster}/${path}?api-version=2025-10-01`;
      return (await callSimulator(arm.simulator, url, { method: 'POST', token: bens })).status;
    };
    assert.equal(await ask('managedNamespaces/checkout/listCredential'), 403);
    const ports = {
      roleAssignments: new ArmRoleAssignments(arm.client),
      clusterConnections: new ApiServerConnections(arm.credentials, arm.signIn),
    };
    const waits = { pause: () => Promise.resolve(), report: () => undefined };
    const steps = planGrant(seen.cluster, grant);
    const outcome = await performGrant(ports, seen, steps, arm.caller('allowed'), waits);
    assert.equal(outcome.failed, undefined);
    assert.equal(await ask('managedNamespaces/checkout/listCredential'), 200);
    assert.equal(await ask('managedNamespaces/search/listCredential'), 403);
    assert.equal(await ask('listClusterUserCredential'), 403);
    const url = `https://management.azure.com${cluster}/listClusterUserCredential?api-version=2025-10-01`;
    const adas = await accessToken(arm.simulator, { upn: ada.upn });
    const credential = await callSimulator(arm.simulator, url, { method: 'POST', token: adas });
    const pods = async (namespace: string): Promise<number> =>
      (await askCluster(arm.simulator, credential, ben.upn, `/api/v1/namespaces/${namespace}/pods`)).status;
    assert.deepEqual([await pods('checkout'), await pods('search'), await pods('default')], [200, 403, 403]);
    await undoGrant(ports, seen, outcome.done, arm.caller('allowed'));
    assert.equal(await ask('managedNamespaces/checkout/listCredential'), 403);
  });

  it('let a group in that was made a moment ago, once the directory knows it', async () => {
    const seen = await arm.clusterNamed('autopilot-dev', development);
    const { objectId } = arm.simulator.directory.createGroup({
      displayName: 'new-team',
      tenantId: contoso.tenantId,
      memberObjectIds: [],
    });
    const grant: Grant = { who: { kind: 'Group', objectId }, where: { kind: 'cluster' }, level: 'view' };
    const ports = {
      roleAssignments: new ArmRoleAssignments(arm.client),
      clusterConnections: new ApiServerConnections(arm.credentials, arm.signIn),
    };
    let pauses = 0;
    const waits = {
      pause: () => {
        pauses += 1;
        return Promise.resolve();
      },
      report: () => undefined,
    };
    const outcome = await performGrant(ports, seen, planGrant(seen.cluster, grant), arm.caller('allowed'), waits);
    assert.deepEqual([outcome.failed, outcome.done.length, pauses], [undefined, 2, 2]);
  });
});
