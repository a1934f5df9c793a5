import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kubeconfigRows } from '../../../../src/core/kubeconfigView/kubeconfigRows.ts';
import {
  type KubeconfigNode,
  KubeconfigRow,
  nodesBelow,
  parentOf,
  rootNodes,
  rowId,
  rowsFor,
} from '../../../../src/features/kubeconfigView/kubeconfigNodes.ts';
import { storeOf } from '../../core/kubeconfigView/storeOf.ts';

const names = { accounts: new Map<string, string>(), tenants: new Map<string, string>() };
const text = `contexts:
- {name: one, context: {cluster: c, user: u}}
- {name: two, context: {cluster: c, user: u}}
`;

const files: readonly Parameters<typeof storeOf>[0][] = [
  { '/a': text },
  { '/a': text, '/b': text.replace('one', 'three') },
  { '/a': 'contexts: [', '/b': text },
];

describe('a row of the kubeconfig view', () => {
  it('knows the row below which it stands, on every level', async () => {
    for (const each of files) {
      const contents = await kubeconfigRows(storeOf(each), () => Promise.resolve(undefined));
      const look = (node: KubeconfigNode, parent: KubeconfigNode | undefined): number => {
        const found = parentOf(node, contents);
        assert.equal(found && rowId(found), parent && rowId(parent), rowId(node));
        return 1 + nodesBelow(node, names, 0).reduce((count, child) => count + look(child, node), 0);
      };
      const seen = rootNodes(contents).map((root) => look(root, undefined));
      assert.ok(
        seen.some((count) => count > 3),
        JSON.stringify(each),
      );
    }
  });
});

describe('the rows that a command is for', () => {
  const [one, two, three] = ['one', 'two', 'three'].map(
    (hiddenName) => new KubeconfigRow({ kind: 'hiddenContext', path: '/a', hiddenName, behind: '/b' }),
  );
  assert.ok(one && two && three);

  it('are those that the menu names', () => {
    assert.deepEqual(rowsFor(one, [one, two], [three]), [one, two]);
  });

  it('are all that are selected where a key is pressed on one of them', () => {
    assert.deepEqual(rowsFor(two, undefined, [one, two]), [one, two]);
  });

  it('are the one with the focus alone where others are selected, and nothing of the view for the palette', () => {
    assert.deepEqual(rowsFor(three, undefined, [one, two]), [three]);
    assert.deepEqual(rowsFor(undefined, undefined, [one, two]), [undefined]);
  });
});
