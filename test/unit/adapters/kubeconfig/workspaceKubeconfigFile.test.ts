import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { WorkspaceKubeconfigFile } from '../../../../src/adapters/kubeconfig/workspaceKubeconfigFile.ts';

describe('WorkspaceKubeconfigFile', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aks-entra-workspace-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('keeps one file of the user’s own, whole at any moment, and takes it away', async () => {
    const file = new WorkspaceKubeconfigFile(path.join(folder, 'storage', 'ours'));
    await file.remove();
    await file.write('one\n');
    await file.write('two\n');
    assert.equal(readFileSync(file.path, 'utf8'), 'two\n');
    assert.deepEqual(readdirSync(path.dirname(file.path)), [path.basename(file.path)]);
    if (process.platform !== 'win32') {
      assert.equal(statSync(file.path).mode & 0o777, 0o600);
      assert.equal(statSync(path.dirname(file.path)).mode & 0o777, 0o700);
    }
    await file.remove();
    assert.deepEqual(readdirSync(path.dirname(file.path)), []);
  });
});
