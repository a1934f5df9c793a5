import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertNothingInTheWay } from '../../../../src/features/entraIntegration/nothingInTheWay.ts';
import { rawCluster } from '../../core/entraIntegration/rawClusters.ts';

describe('what stands in the way of a change', () => {
  it('is nothing for a cluster that runs and has no Entra', () => {
    assert.doesNotThrow(() => {
      assertNothingInTheWay(rawCluster(), 'enable');
    });
  });

  it('is told as a whole, with the code of what is over by itself', () => {
    const stopped = { powerState: { code: 'Stopped' } };
    for (const [properties, code, text] of [
      [stopped, 'clusterStopped', /^web is stopped.* Start it first\.$/],
      [{ provisioningState: 'Updating' }, 'clusterBusy', /Wait until that is done\.$/],
      [{ enableRBAC: false }, 'updateRefused', /You need a new cluster\.$/],
      [{ ...stopped, enableRBAC: false }, 'updateRefused', /You need a new cluster\. web is stopped/],
      [{ aadProfile: { managed: true } }, 'updateRefused', /already has AKS-managed Entra integration/],
    ] as const) {
      assert.throws(
        () => {
          assertNothingInTheWay(rawCluster(properties), 'enable');
        },
        { code, message: text },
      );
    }
  });
});
