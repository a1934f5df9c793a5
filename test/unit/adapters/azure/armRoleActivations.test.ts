import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ArmClient } from '../../../../src/adapters/azure/armClient.ts';
import { ArmRoleActivations } from '../../../../src/adapters/azure/armRoleActivations.ts';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import type { SignIn } from '../../../../src/core/entra/signIn.ts';
import { TokenCache } from '../../../../src/core/entra/tokenCache.ts';
import { eligibleRoles, type EligibleRole, isActiveIn } from '../../../../src/core/roleActivation/eligibleRole.ts';
import { ada, ben } from '../../../simulator/scenarios/people.ts';
import { development, production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture, publicCloud } from './armFixture.ts';

const wish = { justification: 'Told by the test.', minutes: 60 };

describe('ArmRoleActivations against the simulated Azure', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  let roles: ArmRoleActivations;
  before(async () => {
    arm = await ArmFixture.start();
  });
  beforeEach(() => signInAs(ben.upn));
  after(() => arm.simulator.close());

  async function signInAs(upn: string): Promise<void> {
    await arm.signInAs(upn);
    // As in the product, a token that was issued for claims replaces the one before.
    const tokens = new TokenCache({
      acquire: (request) => arm.signIn.token(request),
      renewalMarks: { get: () => undefined, set: () => Promise.resolve() },
      changed: () => undefined,
      nowMs: Date.now,
    });
    const signIn: Pick<SignIn, 'token'> = { token: (request) => tokens.token(request) };
    const client = new ArmClient({ ...(signIn as SignIn) }, () => publicCloud);
    roles = new ArmRoleActivations(client, signIn, () => publicCloud);
  }

  async function onlyRole(seen: SeenCluster): Promise<EligibleRole> {
    const [role, ...others] = eligibleRoles(await roles.eligible(seen, arm.caller()), [], seen.cluster);
    assert.ok(role);
    assert.deepEqual(others, []);
    return role;
  }
  const puts = (): number => arm.simulator.record.filter(({ method }) => method === 'PUT').length;

  it('reads what could be activated, and writes nothing by that', async () => {
    const seen = await arm.clusterNamed('orders-prod', production);
    const role = await onlyRole(seen);
    assert.deepEqual(
      [role.name, role.scope.toLowerCase(), role.throughGroup],
      ['Azure Kubernetes Service RBAC Cluster Admin', seen.cluster.id.toLowerCase(), undefined],
    );
    assert.equal(isActiveIn(await roles.active(seen, arm.caller()), role), false);
    assert.equal(puts(), 0);
  });

  it('activates a role for the person of the token, and reads it back as active', async () => {
    const seen = await arm.clusterNamed('orders-prod', production);
    const role = await onlyRole(seen);
    assert.equal(await roles.activate(seen, arm.caller(), role, wish), 'Provisioned');
    const [read] = eligibleRoles(
      await roles.eligible(seen, arm.caller()),
      await roles.active(seen, arm.caller()),
      seen.cluster,
    );
    const leftMs = (read?.active?.endsAtMs ?? 0) - Date.now();
    assert.ok(leftMs > 59 * 60_000 && leftMs <= 3_600_000, `${leftMs}`);
    await arm.rejectsWith(roles.activate(seen, arm.caller(), role, wish), 'activationRefused', /is active already/);
  });

  it('says that a request waits, and that another one is waiting already', async () => {
    const seen = await arm.clusterNamed('autopilot-dev', development);
    const role = await onlyRole(seen);
    assert.equal(await roles.activate(seen, arm.caller(), role, wish), 'PendingApproval');
    await arm.rejectsWith(roles.activate(seen, arm.caller(), role, wish), 'activationRefused', /waiting already/);
  });

  it('fails by the rule that was not met', async () => {
    const seen = await arm.clusterNamed('orders-prod', production);
    const role = await onlyRole(seen);
    const refused = (over: object, of: object = {}): Promise<string> =>
      roles.activate(seen, arm.caller(), { ...role, ...of }, { ...wish, ...over });
    await arm.rejectsWith(refused({ minutes: 720 }), 'activationTooLong', /shorter time/);
    await arm.rejectsWith(refused({ justification: '' }), 'activationRefused', /justification/);
    await arm.rejectsWith(refused({}, { scheduleName: 'another' }), 'activationRefused', /not eligible/);
  });

  it('answers for a second factor once it was given, through a group at a scope above the cluster', async () => {
    await signInAs(ada.upn);
    const seen = await arm.clusterNamed('audit-prod', production);
    const role = await onlyRole(seen);
    assert.equal(role.throughGroup, 'aks-admins');
    await arm.rejectsWith(roles.activate(seen, arm.caller(), role, wish), 'activationNeedsMfa', /second factor/);
    await roles.stepUp(seen);
    assert.equal(await roles.activate(seen, arm.caller(), role, wish), 'Provisioned');
  });

  it('follows no scope that would lead to another path', async () => {
    const seen = await arm.clusterNamed('orders-prod', production);
    const role = await onlyRole(seen);
    for (const scope of ['/subscriptions/../x', '//x', 'subscriptions/x', '/a/./b']) {
      await arm.rejectsWith(
        roles.activate(seen, arm.caller(), { ...role, scope }, wish),
        'unexpectedAnswer',
        /a scope that was not understood/,
      );
    }
    assert.equal(puts(), 0);
  });
});
