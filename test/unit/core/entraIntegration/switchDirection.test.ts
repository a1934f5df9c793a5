import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeLimits } from '../../../../src/core/entraIntegration/entraLimits.ts';
import { isToBeOn } from '../../../../src/core/entraIntegration/switchDirection.ts';
import { rawCluster } from './rawClusters.ts';

describe('which way a switch is turned', () => {
  it('is the other way round than now where nobody said which', () => {
    for (const anything of [undefined, null, [], {}, 'On', true]) {
      assert.equal(isToBeOn(anything, true), false);
      assert.equal(isToBeOn(anything, false), true);
    }
  });

  it('is the way that was asked for, whatever the cluster is by now', () => {
    for (const isOnNow of [true, false]) {
      assert.equal(isToBeOn('on', isOnNow), true);
      assert.equal(isToBeOn('off', isOnNow), false);
    }
  });

  it('changes nothing where it was turned that way meanwhile, and that is said', () => {
    const body = rawCluster({ disableLocalAccounts: true, aadProfile: { managed: true, enableAzureRBAC: true } });
    for (const change of [
      { goal: 'localAccounts', disableLocalAccounts: !isToBeOn('off', false) },
      { goal: 'authorization', enableAzureRbac: isToBeOn('on', true) },
    ] as const) {
      const [obstacle] = changeLimits(body, change).obstacles;
      assert.match(obstacle?.text ?? '', /^web is already set this way: nothing would change\.$/);
    }
  });
});
