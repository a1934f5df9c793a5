import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { l10n } from '../../../src/core/l10n.ts';

describe('a text', () => {
  it('is the English one, with its values in their places', () => {
    assert.equal(l10n`Cancel`, 'Cancel');
    assert.equal(l10n`Could not list ${'prod'} (${2} of ${3}).`, 'Could not list prod (2 of 3).');
    assert.equal(l10n`${'prod'}${''}${0}`, 'prod0');
  });

  it('has its escapes read, and those of a value left alone', () => {
    assert.equal(l10n`a\n\u2019\`\${b}${'\\n${c}'}`, 'a\n’`${b}\\n${c}');
  });
});
