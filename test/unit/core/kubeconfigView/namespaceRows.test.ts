import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namespaceRows } from '../../../../src/core/kubeconfigView/namespaceRows.ts';

const rows = (typed: string, present = '', known: readonly string[] = []) =>
  namespaceRows(typed, present, known).map(({ label, namespace, description }) => [label, namespace, description]);

describe('namespaceRows', () => {
  it('offers none and each that is known once, in order, and says which it is', () => {
    assert.deepEqual(rows('', 'shop', ['shop', 'web', 'default', 'api', 'web', '']), [
      ['default', '', 'the context sets none'],
      ['api', 'api', ''],
      ['shop', 'shop', 'as it is'],
      ['web', 'web', ''],
    ]);
    assert.deepEqual(rows(''), [['default', '', 'as it is: the context sets none']]);
  });

  it('offers what is typed unless it is known, and not what can be no namespace', () => {
    assert.deepEqual(rows('we', '', ['web'])[0], ['we', 'we', 'as typed']);
    assert.deepEqual(rows('web', '', ['web']), [
      ['default', '', 'as it is: the context sets none'],
      ['web', 'web', ''],
    ]);
    assert.deepEqual(rows('default')[0], ['default', '', 'as it is: the context sets none']);
    const [label, namespace, description] = rows('My Space')[0] ?? [];
    assert.deepEqual([label, namespace], ['My Space', undefined]);
    assert.match(description ?? '', /^Small letters/);
  });
});
