import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { elapsedText, runningRowText } from '../../../../src/core/entraIntegration/elapsedTexts.ts';

describe('the time that an operation runs', () => {
  it('is told to the second in a notification', () => {
    assert.deepEqual([0, 59_999, 60_000, 125_000, 3_605_000].map(elapsedText), [
      '0s',
      '59s',
      '1m 00s',
      '2m 05s',
      '60m 05s',
    ]);
  });

  it('is told to the minute in a row, which is drawn anew for it', () => {
    assert.equal(runningRowText('enable', 59_999), 'enabling Entra…');
    assert.equal(runningRowText('enable', 125_000), 'enabling Entra… 2m');
    assert.equal(runningRowText('migrate', 60_000), 'migrating Entra… 1m');
    assert.equal(runningRowText('adminGroups', 0), 'changing admin groups…');
  });
});
