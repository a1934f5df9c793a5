import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { helpfulChoices } from '../../../../src/core/clusterCreation/helpfulChoices.ts';

describe('helpfulChoices', () => {
  it('leads from a refusal to the choices that help', () => {
    assert.deepEqual(helpfulChoices('regionNotOffered', 'standard'), ['region']);
    assert.deepEqual(helpfulChoices('nodesNotOffered', 'standard'), ['size', 'count', 'region']);
    assert.deepEqual(helpfulChoices('versionNotOffered', 'standard'), ['version', 'region']);
    assert.deepEqual(helpfulChoices('nameTaken', 'standard'), ['name']);
  });

  it('asks nothing of an Automatic cluster that Azure chooses itself', () => {
    assert.deepEqual(helpfulChoices('nodesNotOffered', 'automatic'), ['region']);
    assert.deepEqual(helpfulChoices('versionNotOffered', 'automatic'), ['region']);
  });

  it('has nothing against what no choice changes', () => {
    for (const code of ['missingRole', 'unexpectedAnswer', 'updateUnanswered', 'offline'] as const) {
      assert.deepEqual(helpfulChoices(code, 'standard'), [], code);
    }
  });
});
