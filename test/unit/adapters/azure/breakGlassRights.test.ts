import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ArmPermissions } from '../../../../src/adapters/azure/armPermissions.ts';
import { type GlassRights, glassRights } from '../../../../src/core/breakGlass/glassRights.ts';
import { glassWays } from '../../../../src/core/breakGlass/glassWays.ts';
import type { Subscription } from '../../../../src/core/clusters/clusterPorts.ts';
import { development, production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from './armFixture.ts';

describe('one permissions call before the glass is broken', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  before(async () => {
    arm = await ArmFixture.start();
  });
  beforeEach(() => arm.signInAs());
  after(() => arm.simulator.close());

  async function rightsOn(name: string, subscription: Subscription): Promise<GlassRights> {
    const seen = await arm.clusterNamed(name, subscription);
    const before = permissionCalls();
    const rights = glassRights(await new ArmPermissions(arm.client).permissions(seen, arm.caller()));
    assert.equal(permissionCalls() - before, 1);
    return rights;
  }

  function permissionCalls(): number {
    return arm.armCalls().filter((path) => path.includes('/Microsoft.Authorization/permissions')).length;
  }

  it('shows that AKS Contributor may turn local accounts on, and may not fetch the credential', async () => {
    assert.deepEqual(await rightsOn('audit-prod', production), {
      mayUpdate: true,
      mayFetchAdmin: false,
      mayAssign: false,
      inside: 'nothing',
    });
    const audit = await arm.clusterNamed('audit-prod', production);
    await arm.rejectsWith(
      arm.credentials.adminCredential(audit, arm.caller()),
      'missingRole',
      /“Azure Kubernetes Service Cluster Admin Role”/,
    );
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('shows that the Cluster Admin role may fetch it, and not turn local accounts on', async () => {
    const rights = await rightsOn('orders-prod', production);
    assert.deepEqual(rights, { mayUpdate: false, mayFetchAdmin: true, mayAssign: true, inside: 'administer' });
    const seen = await arm.clusterNamed('orders-prod', production);
    const { right, last, notes } = glassWays(seen, rights);
    assert.deepEqual(
      [...right, ...last].map(({ does }) => (does.kind === 'command' ? does.command : does.kind)),
      ['verifyAccess', 'copyLine', 'activateRole', 'copyLine'],
    );
    assert.match(notes.join(), /you may not turn them on/);
    await arm.rejectsWith(
      arm.credentials.adminCredential(seen, arm.caller()),
      'localAccountsDisabled',
      /local accounts of orders-prod are off/,
    );
  });

  it('shows that an Automatic cluster has no way past Entra, whatever the roles', async () => {
    const seen = await arm.clusterNamed('autopilot-dev', development);
    const { last, notes } = glassWays(seen, await rightsOn('autopilot-dev', development));
    assert.deepEqual(last, []);
    assert.match(notes.join(), /AKS Automatic cluster/);
  });
});
