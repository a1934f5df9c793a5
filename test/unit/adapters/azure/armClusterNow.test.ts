import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ArmClusterNow } from '../../../../src/adapters/azure/armClusterNow.ts';
import { development } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from './armFixture.ts';

describe('ArmClusterNow against the simulated Azure', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  before(async () => {
    arm = await ArmFixture.start();
    await arm.signInAs();
  });
  after(() => arm.simulator.close());

  it('tells what the cluster is now, whatever was listed, and that it is gone', async () => {
    const clusters = new ArmClusterNow(arm.client);
    const listed = await arm.clusterNamed('nogroups-dev', development);
    assert.equal(listed.cluster.authorization, 'kubernetesRbac');
    assert.deepEqual(await clusters.clusterNow(listed, arm.caller()), listed.cluster);
    const all = arm.simulator.directory.scenario.clusters;
    const simulated = all.find(({ name }) => name === 'nogroups-dev');
    assert.ok(simulated?.arm.properties.aadProfile);
    simulated.arm.properties.aadProfile.enableAzureRBAC = true;
    assert.equal((await clusters.clusterNow(listed, arm.caller())).authorization, 'azureRbac');
    all.splice(all.indexOf(simulated), 1);
    await arm.rejectsWith(clusters.clusterNow(listed, arm.caller()), 'notFound', /read cluster nogroups-dev/);
    assert.deepEqual(arm.simulator.surprises(), []);
  });
});
