import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OpenDecisions } from '../../../../src/features/decisions/openDecisions.ts';

describe('open decisions', () => {
  it('are answered each by its own editors, and once', async () => {
    const decisions = new OpenDecisions();
    const [one, other] = [decisions.ask(['a', 'b']), decisions.ask(['c'])];
    decisions.answer('b', 'accept');
    decisions.answer('a', 'discard');
    decisions.answer('unknown', 'accept');
    assert.equal(await one, 'accept');
    decisions.answer('c', 'keepBoth');
    assert.equal(await other, 'keepBoth');
  });

  it('are discarded when one of their editors is closed, but not when one is moved or split', async () => {
    const decisions = new OpenDecisions();
    const answer = decisions.ask(['a', 'b']);
    decisions.discardClosed(['a'], ['b', 'a']);
    decisions.discardClosed(['other'], ['a', 'b']);
    assert.equal(await Promise.race([answer, Promise.resolve('waits')]), 'waits');
    decisions.discardClosed(['b'], ['a']);
    assert.equal(await answer, 'discard');
  });
});
