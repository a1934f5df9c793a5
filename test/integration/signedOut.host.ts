import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';

// Host tests refuse every dialog: whatever asks for a sign-in is declined here, as by a person who cancels.
describe('while nobody is signed in', () => {
  const file = process.env['KUBECONFIG'] ?? '';

  beforeEach(async () => {
    assert.notEqual(file, '', 'KUBECONFIG does not point to a file of the test');
    await vscode.extensions.getExtension('aks-entra.aks-entra')?.activate();
  });

  afterEach(() => {
    rmSync(file, { force: true });
  });

  it('lists nothing and asks nothing on refresh', async () => {
    await vscode.commands.executeCommand('aksEntra.refresh');
    assert.equal(existsSync(file), false);
  });

  it('ends a command whose sign-in is declined without an error, and writes no kubeconfig', async () => {
    await vscode.commands.executeCommand('aksEntra.getCredentials');
    assert.equal(existsSync(file), false);
  });

  it('leaves a kubeconfig that cannot be read byte for byte', async () => {
    const broken = 'apiVersion: v1\n\tkind: [\n';
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, broken);
    await vscode.commands.executeCommand('aksEntra.refresh');
    await vscode.commands.executeCommand('aksEntra.getCredentials');
    assert.equal(readFileSync(file, 'utf8'), broken);
  });
});
