import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CheckState, worstState } from '../../../../src/core/checks/checkRow.ts';
import { checkSentences, outcomeText } from '../../../../src/core/checks/checkTexts.ts';

const rows = (...states: CheckState[]) => states.map((state, index) => ({ id: String(index), title: '', state }));

describe('what came out of a list of checks', () => {
  it('is the worst of its rows', () => {
    assert.equal(worstState(rows('ok', 'warning', 'note')), 'warning');
    assert.equal(worstState(rows('error', 'running')), 'error');
    assert.equal(worstState([]), 'ok');
  });

  it('is told in one sentence', () => {
    assert.equal(outcomeText(rows('ok', 'note')), 'Everything is in order.');
    assert.equal(outcomeText(rows('ok', 'skipped')), 'Nothing wrong was found; 1 not checked.');
    assert.equal(outcomeText(rows('error', 'error', 'warning')), '2 errors, 1 warning');
    assert.equal(outcomeText(rows('ok', 'running')), 'Checking…');
  });

  it('is told whole, with what was found', () => {
    const row = { ...rows('error')[0], id: 'a', title: 'Reach the API server', state: 'error' } as const;
    assert.equal(checkSentences(row), 'Reach the API server.');
    assert.equal(
      checkSentences({ ...row, summary: 'no such host', details: ['It is private.'] }),
      'Reach the API server: no such host. It is private.',
    );
  });
});
