import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { notesAsComments } from '../../../../src/features/decisions/notesAsComments.ts';

describe('notes above what is shown', () => {
  it('are nothing where there are none', () => {
    assert.equal(notesAsComments([]), '');
  });

  it('are comments that fit into half an editor, whatever a name in them holds', () => {
    const text = notesAsComments([
      'Short.',
      `The context “a\nb: c” ${'shares its user with another one '.repeat(4)}too.`,
    ]);
    assert.match(text, /^# Short\.\n# The context “a\?b: c” /);
    assert.ok(text.endsWith('too.\n\n'));
    assert.ok(
      text
        .trimEnd()
        .split('\n')
        .every((line) => line.startsWith('#') && line.length <= 52),
      text,
    );
  });
});
