import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { checkedOutcome } from '../../../../src/core/entraIntegration/checkedOutcome.ts';
import type { EndedOperation } from '../../../../src/core/clusterWrites/operation.ts';
import { changeResult } from '../../../../src/core/entraIntegration/outcomeTexts.ts';
import { plannedProfile } from '../../../../src/core/entraIntegration/plannedProfile.ts';
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
    assert.equal(command, 'az aks rotate-certs --subscription s-1 --resource-group rg --name web');
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

  it('says where another change came in between, although all is as asked', () => {
    const end: EndedOperation = { kind: 'overtaken', error: { text: 'NotLatestOperation: preempted.' } };
    const { message } = changeResult(cluster, enableForAdmins, {
      end,
      outcome: checkedOutcome(managed, enableForAdmins),
    });
    assert.match(message, /Another change came in between: NotLatestOperation: preempted\./);
  });

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
