import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noteRow } from '../../../src/ui/noteRow.ts';

describe('a note in a picker', () => {
  it('is one row that cannot be chosen', () => {
    assert.deepEqual(noteRow('It is so.'), { label: '$(info) It is so.' });
    const longest = 'x'.repeat(85);
    assert.deepEqual(noteRow(longest), { label: `$(info) ${longest}` });
  });

  it('goes on below, between two words, where the row would cut it off', () => {
    const words = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ');
    const { label, detail = '' } = noteRow(words);
    assert.ok(label.length <= '$(info) '.length + 85, label);
    assert.equal(`${label.replace('$(info) ', '')} ${detail}`, words);
  });

  it('goes on below where it has no spaces, as a path has none, and loses nothing', () => {
    const path = `/home/ada/${'folder/'.repeat(12)}config`;
    const { label, detail = '' } = noteRow(path);
    assert.equal(label.replace('$(info) ', '') + detail, path);
  });
});
