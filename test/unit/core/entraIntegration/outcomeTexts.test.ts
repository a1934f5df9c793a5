import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { checkedOutcome } from '../../../../src/core/entraIntegration/checkedOutcome.ts';
import type { EndedOperation } from '../../../../src/core/clusterWrites/operation.ts';
import { type ChangeResult, changeResult } from '../../../../src/core/entraIntegration/outcomeTexts.ts';
import type { JsonObject } from '../../../../src/core/clusterWrites/rawCluster.ts';
import { type CreationChange, plannedProfile } from '../../../../src/core/entraIntegration/plannedProfile.ts';
import { clusterOf, enableForAdmins, migrateForAdmins } from './changeTexts.ts';
import { admins, legacyProfile, rawCluster } from './rawClusters.ts';

const none = rawCluster();
const legacy = rawCluster({ aadProfile: legacyProfile });
const managed = rawCluster({ aadProfile: plannedProfile(none, enableForAdmins) });
const cluster = clusterOf(none);
const succeeded: EndedOperation = { kind: 'succeeded' };

describe('what came of a change', () => {
  it('tells of enabling that certificates stay, with the line that rotates them, and shows what Azure returned', () => {
    const { message, document, command } = changeResult(cluster, enableForAdmins, {
      end: succeeded,
      outcome: checkedOutcome(managed, enableForAdmins),
    });
    assert.equal(
      message,
      'Microsoft Entra is on for web: Azure returned the AADProfile that was asked for. Certificates that were given out before stay full admin until they are rotated.',
    );
    assert.deepEqual(command, {
      line: 'az aks rotate-certs --subscription s-1 --resource-group rg --name web',
      copy: 'Copy Rotation Line',
    });
    assert.ok(document.includes(`adminGroupObjectIDs:\n  - ${admins}\n`), document);
  });

  it('tells of migrating that kubeconfigs from before stop working', () => {
    const { message, command } = changeResult(cluster, migrateForAdmins, {
      end: succeeded,
      outcome: checkedOutcome(managed, migrateForAdmins),
    });
    assert.match(message, /^web has AKS-managed Entra now: .* Every kubeconfig from before stops working/);
    assert.equal(command, undefined);
  });

  it('offers the token too where a group was made on the way: the one from before does not know it', () => {
    for (const change of [enableForAdmins, migrateForAdmins]) {
      const outcome = checkedOutcome(managed, change);
      const told = changeResult(cluster, { ...change, hasNewGroup: true }, { end: succeeded, outcome });
      assert.match(told.message, /a moment ago: refresh your token before you use it\.$/);
      assert.deepEqual(told.next, ['getCredentials', 'refreshToken']);
      const without = changeResult(cluster, change, { end: succeeded, outcome });
      assert.doesNotMatch(without.message, /refresh your token/);
      assert.deepEqual(without.next, ['getCredentials']);
    }
  });

  it('tells of other admin groups that a token has to be renewed, and of local accounts that certificates stay', () => {
    const groups = { goal: 'adminGroups', adminGroupObjectIds: [admins] } as const;
    const ofGroups = changeResult(cluster, groups, { end: succeeded, outcome: checkedOutcome(managed, groups) });
    assert.match(ofGroups.message, /^web has the admin groups that were asked for: .* refresh yours\.$/);
    assert.deepEqual(ofGroups.next, ['refreshToken']);
    const off = { goal: 'localAccounts', disableLocalAccounts: true } as const;
    const closed = rawCluster({ disableLocalAccounts: true });
    const ofAccounts = changeResult(cluster, off, { end: succeeded, outcome: checkedOutcome(closed, off) });
    assert.match(ofAccounts.message, /no local accounts any more.* full admin until they are rotated\.$/);
    assert.match(ofAccounts.command?.line ?? '', /^az aks rotate-certs/);
    assert.match(ofAccounts.document, /disableLocalAccounts: true/);
  });

  describe('of a new cluster', () => {
    const create = {
      goal: 'create',
      adminGroupObjectIds: [],
      tenantId: enableForAdmins.tenantId,
      enableAzureRbac: true,
      disableLocalAccounts: true,
    } as const;
    const made = (provisioningState: string, change: Partial<typeof create> = {}): JsonObject =>
      rawCluster({
        provisioningState,
        disableLocalAccounts: true,
        aadProfile: {
          managed: true,
          adminGroupObjectIDs: null,
          enableAzureRBAC: true,
          tenantID: create.tenantId,
          ...change,
        },
      });
    const told = (change: CreationChange, body: JsonObject, end: EndedOperation = succeeded): ChangeResult =>
      changeResult(cluster, change, { end, outcome: checkedOutcome(body, change) });

    it('tells that the role takes its time, and offers the credentials', () => {
      const { message, next, document } = told(create, made('Succeeded'));
      assert.match(
        message,
        /^web is there, with Microsoft Entra: .* five minutes until it counts; until then, kubectl says Forbidden\.$/,
      );
      assert.deepEqual(next, ['getCredentials']);
      assert.match(document, /enableAzureRBAC: true\n[^]*disableLocalAccounts: true/);
    });

    it('hands over the line of the role where the creator does not have it', () => {
      const { message, command } = told({ ...create, roleLine: 'az role assignment create x' }, made('Succeeded'));
      assert.match(message, /You cannot use it yet/);
      assert.deepEqual(command, { line: 'az role assignment create x', copy: 'Copy Role Line' });
    });

    it('is a failure where Azure says so, although the cluster has all that was asked for', () => {
      const end: EndedOperation = { kind: 'failed', error: { text: 'QuotaExceeded: no cores.' } };
      const failed = changed(() => told(create, made('Failed'), end));
      assert.equal(failed.code, 'updateFailed');
      assert.match(
        failed.message,
        /^The creation of web did not succeed\. .* Azure says: QuotaExceeded: no cores\. .*provisioningState is failed \(asked: succeeded\)/,
      );
    });
  });

  it('says where another change came in between, although all is as asked', () => {
    const end: EndedOperation = { kind: 'overtaken', error: { text: 'NotLatestOperation: preempted.' } };
    const { message } = changeResult(cluster, enableForAdmins, {
      end,
      outcome: checkedOutcome(managed, enableForAdmins),
    });
    assert.match(message, /Another change came in between: NotLatestOperation: preempted\./);
  });

  for (const [end, provisioningState, says] of [
    [{ kind: 'failed', error: { text: 'ReconcileFailed: boom.' } }, 'Failed', /Azure says: ReconcileFailed: boom\./],
    [{ kind: 'failed', error: { text: 'ReconcileFailed: boom.' } }, 'Succeeded', /ReconcileFailed/],
    [{ kind: 'canceled', error: { text: 'Canceled: by ops.' } }, 'Canceled', /cancelled it elsewhere/],
    [{ kind: 'lost' }, 'Failed', /Azure no longer says/],
    [{ kind: 'overtaken', error: { text: 'preempted' } }, 'Failed', /came in between/],
  ] as const satisfies readonly (readonly [EndedOperation, string, RegExp])[]) {
    it(`is no success where Azure shows what was asked, and ${end.kind} in ${provisioningState}`, () => {
      const off = { goal: 'localAccounts', disableLocalAccounts: true } as const;
      const outcome = checkedOutcome(rawCluster({ disableLocalAccounts: true, provisioningState }), off);
      assert.equal(outcome.kind, 'asAsked');
      const failed = changed(() => changeResult(cluster, off, { end, outcome }));
      assert.equal(failed.code, 'updateFailed');
      assert.match(failed.message, /^It is not certain that the change of web took effect\. /);
      assert.match(failed.message, says);
      const state = { Failed: 'failed', Succeeded: 'succeeded', Canceled: 'cancelled' }[provisioningState];
      assert.ok(failed.message.includes(`in the state ${state}.`), failed.message);
    });
  }

  for (const [end, says] of [
    [
      { kind: 'failed', error: { text: 'ReconcileFailed: no. Inner: why.' } },
      /Azure says: ReconcileFailed: no\. Inner: why\./,
    ],
    [{ kind: 'canceled', error: { text: 'Canceled: by ops.' } }, /Somebody cancelled it elsewhere: Canceled: by ops\./],
    [{ kind: 'lost' }, /Azure no longer says/],
    [succeeded, /Azure says that it succeeded\./],
  ] as const satisfies readonly (readonly [EndedOperation, RegExp])[]) {
    it(`is a failure where the cluster is not as asked, whatever the operation says: ${end.kind}`, () => {
      const failed = changed(() =>
        changeResult(cluster, enableForAdmins, { end, outcome: checkedOutcome(none, enableForAdmins) }),
      );
      assert.equal(failed.code, 'updateFailed');
      assert.match(failed.message, /^Microsoft Entra was not enabled on web\. /);
      assert.match(failed.message, says);
      assert.match(failed.message, /The cluster now: managed is false \(asked: true\); adminGroupObjectIDs is none/);
    });
  }

  it('says of a migration that failed what is still set', () => {
    const failed = changed(() =>
      changeResult(cluster, migrateForAdmins, { end: succeeded, outcome: checkedOutcome(legacy, migrateForAdmins) }),
    );
    assert.match(failed.message, /^web was not migrated\. .*clientAppID is still set \(asked: not set\)/);
  });
});

function changed(work: () => unknown): AksEntraError {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof AksEntraError, String(error));
    return error;
  }
  return assert.fail('it did not fail');
}
