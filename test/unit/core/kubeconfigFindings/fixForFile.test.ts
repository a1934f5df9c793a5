import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixForFile } from '../../../../src/core/kubeconfigFindings/fixForFile.ts';
import type { KubeconfigFix } from '../../../../src/core/kubeconfigFindings/kubeconfigFinding.ts';

const [title, contextNames] = ['Mend it', ['prod']];
const onTheList: readonly KubeconfigFix[] = [
  { kind: 'convert', title, contextNames },
  { kind: 'useVscodeSignIn', title, contextNames },
  { kind: 'getCredentials', title },
  { kind: 'writeKeys', title },
];
const onTheFile: readonly KubeconfigFix[] = [
  { kind: 'edit', title, edits: [] },
  { kind: 'restrictPermissions', title, path: '/tmp/config' },
  { kind: 'installTool', title, tool: 'kubelogin' },
  { kind: 'allowPlugin', title },
];

describe('the quick fixes of a kubeconfig', () => {
  it('are all offered where kubectl reads the file by itself', () => {
    for (const fix of [...onTheList, ...onTheFile]) {
      assert.equal(fixForFile(fix, true), fix, fix.kind);
    }
  });

  it('are for another file only those that act on that file: no other is changed from there', () => {
    for (const fix of onTheList) {
      assert.equal(fixForFile(fix, false), undefined, fix.kind);
    }
    for (const fix of onTheFile) {
      assert.equal(fixForFile(fix, false), fix, fix.kind);
    }
  });

  it('are none where the finding has none', () => {
    assert.equal(fixForFile(undefined, true), undefined);
  });
});
