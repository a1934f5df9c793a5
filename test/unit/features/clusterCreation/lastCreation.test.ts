import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastCreation, rememberCreation } from '../../../../src/features/clusterCreation/lastCreation.ts';

const chosen = { kind: 'standard', subscriptionId: 's', resourceGroup: 'rg', location: 'westeurope' } as const;

describe('what was chosen for the last cluster', () => {
  it('is what the next one is proposed', async () => {
    let stored: readonly string[] | undefined;
    const slot = {
      get: () => stored,
      set: (value: readonly string[]) => {
        stored = value;
        return Promise.resolve();
      },
    };
    assert.equal(lastCreation(slot), undefined);
    await rememberCreation(slot, chosen);
    assert.deepEqual(lastCreation(slot), chosen);
  });

  for (const stored of [[], ['other', 's', 'rg', 'l'], ['standard', 's', 'rg']]) {
    it(`is nothing where ${JSON.stringify(stored)} is stored`, () => {
      assert.equal(lastCreation({ get: () => stored, set: () => Promise.resolve() }), undefined);
    });
  }
});
