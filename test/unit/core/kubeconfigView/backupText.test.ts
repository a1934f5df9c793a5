import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backupText } from '../../../../src/core/kubeconfigView/backupText.ts';

function kubeconfig(...names: string[]): string {
  return `apiVersion: v1\nkind: Config\ncontexts:\n${names.map((name) => `- {name: ${name}, context: {}}\n`).join('')}`;
}

describe('what a backup would do', () => {
  const cases: readonly (readonly [string, string, string | undefined, string])[] = [
    ['what comes back', kubeconfig('a', 'b', 'c'), kubeconfig('a'), 'brings back “b” and “c”'],
    ['what goes', kubeconfig('a'), kubeconfig('a', 'b'), 'removes “b”'],
    ['both', kubeconfig('a', 'old'), kubeconfig('a', 'new'), 'brings back “old”; removes “new”'],
    ['how many where they are many', kubeconfig('a', 'b', 'c', 'd', 'e'), kubeconfig(), 'brings back 5 contexts'],
    ['that nothing differs', kubeconfig('a'), kubeconfig('a'), 'same as now'],
    [
      'that something else does',
      kubeconfig('a'),
      `${kubeconfig('a')}current-context: a\n`,
      'same contexts, other content',
    ],
    ['how many it has where the file cannot be read', kubeconfig('a', 'b'), undefined, '2 contexts'],
    ['how many it has where kubectl cannot read the file', kubeconfig('a'), 'contexts: [', '1 context'],
    ['that kubectl cannot read it', 'contexts: [', kubeconfig('a'), 'kubectl cannot read it'],
    ['an empty file', '', kubeconfig('a'), 'removes “a”'],
  ];
  for (const [name, then, now, text] of cases) {
    it(`says ${name}`, () => {
      assert.equal(backupText(then, now), text);
    });
  }
});
