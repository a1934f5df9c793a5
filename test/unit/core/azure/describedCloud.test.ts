import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cloudFromSetting, clouds } from '../../../../src/core/azure/clouds.ts';
import { describedCloud } from '../../../../src/core/azure/describedCloud.ts';

describe('a cloud for who can do without', () => {
  it('is none where a custom one is not described, and any other failure stays one', () => {
    assert.equal(
      describedCloud(() => clouds.china),
      clouds.china,
    );
    assert.equal(
      describedCloud(() => cloudFromSetting('custom')),
      undefined,
    );
    assert.throws(
      () =>
        describedCloud(() => {
          throw new TypeError('a defect');
        }),
      TypeError,
    );
  });
});
