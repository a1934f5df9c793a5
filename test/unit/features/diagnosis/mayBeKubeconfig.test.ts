import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayBeKubeconfig } from '../../../../src/features/diagnosis/mayBeKubeconfig.ts';

const own = new Set(['/home/ada/.kube/config']);
const document = (scheme: string, fsPath: string, languageId: string) => ({ uri: { scheme, fsPath }, languageId });

describe('a document that may be a kubeconfig', () => {
  it('is one of the KUBECONFIG list in whatever language, or YAML', () => {
    assert.equal(mayBeKubeconfig(document('file', '/home/ada/.kube/config', 'plaintext'), own), true);
    assert.equal(mayBeKubeconfig(document('file', '/tmp/prod.yaml', 'yaml'), own), true);
    assert.equal(mayBeKubeconfig(document('file', '/tmp/config', 'plaintext'), own), false);
  });

  it('is a file: no preview, no old revision and no output of another extension', () => {
    for (const scheme of ['aks-entra-preview', 'git', 'untitled', 'vscode-remote']) {
      assert.equal(mayBeKubeconfig(document(scheme, '/home/ada/.kube/config', 'yaml'), own), false, scheme);
    }
  });
});
