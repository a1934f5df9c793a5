import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CheckRow } from '../../../../src/core/checks/checkRow.ts';
import { CheckElement, checkFrom, checkNodes, isOpen, nodesBelow } from '../../../../src/features/checks/checkNodes.ts';

const row: CheckRow = {
  id: 'credential',
  title: 'Get the credential',
  state: 'error',
  details: ['It is missing.', 'Install it.'],
  remedies: [{ kind: 'signIn', title: 'Sign In' }],
  rows: [{ id: 'sub', title: 'Sub', state: 'ok' }],
};

describe('the rows of the view of checks', () => {
  it('have what helps first below them, then the sentences, then what they sum up', () => {
    const [node] = checkNodes([row]);
    assert.ok(node);
    assert.deepEqual(
      nodesBelow(node).map(({ kind }) => kind),
      ['remedy', 'detail', 'detail', 'check'],
    );
  });

  it('have ids that are unique in the whole view and stay the same', () => {
    const all = checkNodes([row, { ...row, id: 'nodes' }]).flatMap((node) => [node, ...nodesBelow(node)]);
    const ids = all.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(ids[0], checkNodes([{ ...row, state: 'ok' }])[0]?.id);
  });

  it('are open where they ask for something, and are told from whatever else a command is handed', () => {
    assert.deepEqual(
      (['error', 'warning', 'ok', 'note', 'skipped'] as const).map((state) => isOpen({ ...row, state })),
      [true, true, false, false, false],
    );
    const [node] = checkNodes([row]);
    assert.ok(node);
    assert.equal(checkFrom(new CheckElement(node)), node);
    assert.equal(checkFrom({ node }), undefined);
  });
});
