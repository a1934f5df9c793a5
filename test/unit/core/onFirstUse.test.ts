import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { onFirstUse } from '../../../src/core/onFirstUse.ts';

describe('onFirstUse', () => {
  it('makes nothing before it is asked, then one thing for all who ask', async () => {
    let made = 0;
    const get = onFirstUse(() => Promise.resolve((made += 1)));
    assert.equal(made, 0);
    assert.deepEqual(await Promise.all([get(), get()]), [1, 1]);
    assert.equal(await get(), 1);
  });

  it('tells a failure to those who waited for it, and tries again for the next one', async () => {
    let tries = 0;
    const get = onFirstUse(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('no disk')) : Promise.resolve(tries);
    });
    const waiting = [get(), get()];
    for (const failed of waiting) {
      await assert.rejects(failed, /no disk/);
    }
    assert.equal(await get(), 2);
  });
});
