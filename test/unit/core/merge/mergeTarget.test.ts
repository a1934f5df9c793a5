import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KubeconfigSnapshot } from '../../../../src/core/kubeconfig/kubeconfigSnapshot.ts';
import { mergeTarget } from '../../../../src/core/merge/mergeTarget.ts';

function snapshot(texts: readonly string[], isListed = true): KubeconfigSnapshot {
  const files = texts.map((text, index) => ({ path: `/${index}`, text }));
  const paths = files.map(({ path }) => path);
  return new KubeconfigSnapshot({ paths, files, defaultPath: '/0', isListed });
}

const pointing = 'current-context: old\ncontexts: [{name: old, context: {}}]\n';
const dangling = 'current-context: gone\n';

describe('where a merge sets the current context', () => {
  it('is the file itself, where kubectl looks there first or is told to look there alone', () => {
    const here = { path: '/0', currentPath: '/0', currentContext: undefined };
    assert.deepEqual(mergeTarget(snapshot([pointing, '']), '/0', 'set'), here);
    assert.deepEqual(mergeTarget(snapshot([pointing], false), '/0', 'set'), here);
  });

  it('is the first file of the list, where the entries go into a later one', () => {
    for (const setting of ['set', 'keep', 'ask'] as const) {
      assert.deepEqual(mergeTarget(snapshot([pointing, '']), '/1', setting), {
        path: '/1',
        currentPath: '/0',
        currentContext: 'old',
      });
    }
  });

  it('is the file itself, where no file of the list sets one', () => {
    assert.deepEqual(mergeTarget(snapshot(['', '']), '/1', 'ask'), {
      path: '/1',
      currentPath: '/1',
      currentContext: undefined,
    });
  });

  it('is the file itself, where kubectl does not read it by itself', () => {
    assert.deepEqual(mergeTarget(snapshot([pointing], false), '/0', 'keep'), {
      path: '/0',
      currentPath: '/0',
      currentContext: 'old',
    });
  });

  it('is none where it names no context of any file, and is then set where it would hide another', () => {
    for (const setting of ['keep', 'ask'] as const) {
      assert.deepEqual(mergeTarget(snapshot([dangling, '']), '/1', setting), {
        path: '/1',
        currentPath: '/0',
        currentContext: undefined,
        danglingContext: 'gone',
      });
    }
    const elsewhere = 'contexts: [{name: gone, context: {}}]\n';
    const { currentContext, danglingContext } = mergeTarget(snapshot([dangling, elsewhere]), '/0', 'keep');
    assert.deepEqual([currentContext, danglingContext], ['gone', undefined]);
  });

  it('matters to no broken file that is only written to', () => {
    assert.equal(mergeTarget(snapshot(['[']), '/0', 'set').currentPath, '/0');
    assert.throws(() => mergeTarget(snapshot(['[']), '/0', 'keep'), { code: 'kubeconfigInvalid' });
  });
});
