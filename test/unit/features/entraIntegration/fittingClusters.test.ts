import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fitsGoal } from '../../../../src/features/entraIntegration/fittingClusters.ts';
import { legacyProfile, rawCluster } from '../../core/entraIntegration/rawClusters.ts';
import { clusterOf } from '../../core/entraIntegration/changeTexts.ts';

describe('the clusters that are offered', () => {
  it('are those without Entra and with Kubernetes RBAC to enable it, and the legacy ones to migrate', () => {
    const fitting = [
      {},
      { disableLocalAccounts: true },
      { enableRBAC: false },
      { aadProfile: legacyProfile },
      { aadProfile: { managed: true } },
    ].map((properties) => {
      const seen = { cluster: clusterOf(rawCluster(properties)) };
      return [fitsGoal(seen, 'enable'), fitsGoal(seen, 'migrate')];
    });
    assert.deepEqual(fitting, [
      [true, false],
      [true, false],
      [false, false],
      [false, true],
      [false, false],
    ]);
  });

  it('are the managed ones for further changes, and those that nothing opens for local accounts', () => {
    const fitting = [
      rawCluster(),
      rawCluster({ disableLocalAccounts: true }),
      rawCluster({ aadProfile: legacyProfile }),
      rawCluster({ aadProfile: { managed: true } }),
      rawCluster({ aadProfile: { managed: true } }, { sku: { name: 'Automatic' } }),
    ].map((body) => {
      const seen = { cluster: clusterOf(body) };
      return [fitsGoal(seen, 'adminGroups'), fitsGoal(seen, 'authorization'), fitsGoal(seen, 'localAccounts')];
    });
    assert.deepEqual(fitting, [
      [false, false, false],
      [false, false, true],
      [false, false, false],
      [true, true, true],
      [true, false, false],
    ]);
  });
});
