import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ShownPlans } from '../../../../src/core/agentTools/shownPlans.ts';

describe('the plans that a person was shown', () => {
  it('are good for one call each, of the same plan', () => {
    const plans = new ShownPlans();
    assert.throws(() => {
      plans.take('a', 'plan');
    }, /nobody was shown/);
    plans.put('a', 'plan');
    plans.take('a', 'plan');
    assert.throws(() => {
      plans.take('a', 'plan');
    }, /nobody was shown/);
    plans.put('a', 'plan');
    assert.throws(() => {
      plans.take('a', 'another plan');
    }, /is not what was shown/);
    assert.throws(() => {
      plans.take('a', 'plan');
    }, /nobody was shown/);
  });

  it('are of one call, and dropped when it is asked about anew', () => {
    const plans = new ShownPlans();
    plans.put('a', 'plan');
    assert.throws(() => {
      plans.take('b', 'plan');
    });
    plans.drop('a');
    assert.throws(() => {
      plans.take('a', 'plan');
    });
  });

  it('are few: the oldest goes', () => {
    const plans = new ShownPlans();
    for (let index = 0; index <= 50; index += 1) {
      plans.put(`call ${index}`, 'plan');
    }
    assert.throws(() => {
      plans.take('call 0', 'plan');
    });
    plans.take('call 1', 'plan');
  });
});
