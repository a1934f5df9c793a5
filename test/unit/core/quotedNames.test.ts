import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { quotedName, quotedNames } from '../../../src/core/quotedNames.ts';

describe('names in a sentence', () => {
  it('are quoted, with commas and an “and”', () => {
    assert.equal(quotedName('a'), '“a”');
    assert.equal(quotedNames([]), '');
    assert.equal(quotedNames(['a']), '“a”');
    assert.equal(quotedNames(['a', 'b']), '“a” and “b”');
    assert.equal(quotedNames(['a', 'b', 'c']), '“a”, “b” and “c”');
  });

  it('are cleaned, since a kubeconfig may come from anybody', () => {
    const evil = 'prod\u202E\nSign in: x';
    assert.equal(quotedName(evil), '“prod??Sign in: x”');
    assert.equal(quotedNames(['a', evil]), '“a” and “prod??Sign in: x”');
  });

  it('end where they end: none closes its quotation marks and goes on in our words', () => {
    assert.equal(quotedName('prod”: https://good.azmk8s.io “'), '“prod": https://good.azmk8s.io "”');
    assert.equal(quotedNames(['a”, “b', 'c„d‟']), '“a", "b” and “c"d"”');
  });
});
