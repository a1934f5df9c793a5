import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { contextNamesIn, renameInFiles } from '../../../../src/core/kubeconfigView/renameInFiles.ts';

const fileOf = (contexts: readonly string[], current = ''): string =>
  [
    'contexts:',
    ...contexts.map((name) => `- name: ${name}\n  context: {cluster: ${name}, user: me}`),
    `current-context: ${current === '' ? '""' : current}`,
    '',
  ].join('\n');

const renamed = (texts: readonly string[], from: string, to: string): string[] =>
  renameInFiles(
    texts.map((text, index) => ({ path: `/${index}`, text })),
    from,
    to,
  );

describe('renameInFiles', () => {
  it('changes the name where it stands, and where it is the current one', () => {
    assert.deepEqual(renamed([fileOf(['a', 'b'], 'a')], 'a', 'z'), [
      fileOf(['z', 'b'], 'z').replace('cluster: z', 'cluster: a'),
    ]);
    assert.deepEqual(renamed([fileOf(['a', 'b'], 'a')], 'b', 'z'), [
      fileOf(['a', 'z'], 'a').replace('cluster: z', 'cluster: b'),
    ]);
  });

  it('follows it into another file that names it as current, and stays the current one', () => {
    const texts = renamed([fileOf([], 'b'), fileOf(['b'], 'b')], 'b', 'z');
    assert.deepEqual(texts, [fileOf([], 'z'), fileOf(['z'], 'z').replace('cluster: z', 'cluster: b')]);
    assert.equal(readContexts(texts).current?.contextName, 'z');
  });

  it('leaves another context of the same name in a later file alone, with the pointer there that does not decide', () => {
    const [, later = ''] = renamed([fileOf(['a'], 'a'), fileOf(['a'], 'a')], 'a', 'z');
    assert.equal(later, fileOf(['a'], 'a'));
    // Here the later file decides what is current, and it was the first file’s context.
    const texts = renamed([fileOf(['a']), fileOf(['a'], 'a')], 'a', 'z');
    assert.equal(readContexts(texts).current?.fileIndex, 0);
  });

  it('refuses a name that any file has, and a context that is gone', () => {
    assert.throws(() => renamed([fileOf(['a']), fileOf(['a', 'z'])], 'a', 'z'), {
      code: 'kubeconfigDuplicateName',
      message: 'There is a context “z” already.',
    });
    assert.throws(() => renamed([fileOf(['a'])], 'b', 'z'), { code: 'kubeconfigEntryNotFound' });
    assert.deepEqual(contextNamesIn([fileOf(['a']), fileOf(['a', 'z'])]), ['a', 'a', 'z']);
  });

  it('says which file cannot be edited', () => {
    const anchored = 'contexts:\n- &own {name: a, context: {cluster: a, user: a}}\n- *own\n';
    assert.throws(() => renamed([anchored], 'a', 'z'), { message: /^\/0: / });
  });
});
