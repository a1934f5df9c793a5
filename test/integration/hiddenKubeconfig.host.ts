import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, it } from 'mocha';
import * as vscode from 'vscode';

const file = process.env['KUBECONFIG'] ?? '';

afterEach(() => {
  rmSync(file, { force: true });
});

// VS Code itself looks at files outside of the workspace only while an editor shows them: not below a diff of ours.
it('checks an open kubeconfig anew that is replaced while no editor shows it', async () => {
  assert.notEqual(file, '', 'KUBECONFIG does not point to a file of the test');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, kubeconfig('auth-provider: {name: azure}'));
  const document = await vscode.workspace.openTextDocument(file);
  await until(() => findings(document).some((message) => message.includes('refuse the auth provider')));
  const replacement = `${file}.new`;
  await until((waitedMs) => {
    // VS Code begins to look a moment after it is asked to, and tells nobody when.
    if (waitedMs % 2_000 === 0) {
      writeFileSync(replacement, kubeconfig('token: of-nobody'));
      renameSync(replacement, file);
    }
    // Its marks are gone for a moment too when VS Code is told that it is YAML, which is a close and an open for extensions.
    const isRead = document.getText().includes('of-nobody');
    return isRead && !findings(document).some((message) => message.includes('refuse the auth provider'));
  });
});

it('marks nothing once the setting says so, and all again after that', async () => {
  const settings = vscode.workspace.getConfiguration('aksEntra');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, kubeconfig('auth-provider: {name: azure}'));
  const document = await vscode.workspace.openTextDocument(file);
  const isMarked = (): boolean => findings(document).length > 0;
  await until(isMarked);
  await settings.update('kubeconfigProblems', false, vscode.ConfigurationTarget.Global);
  await until(() => !isMarked());
  await settings.update('kubeconfigProblems', undefined, vscode.ConfigurationTarget.Global);
  await until(isMarked);
});

function kubeconfig(user: string): string {
  return `apiVersion: v1
kind: Config
clusters:
- {name: old, cluster: {server: "https://127.0.0.1:1"}}
contexts:
- {name: old, context: {cluster: old, user: old}}
current-context: old
users:
- name: old
  user: {${user}}
`;
}

function findings(document: vscode.TextDocument): string[] {
  return vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
}

async function until(holds: (waitedMs: number) => boolean): Promise<void> {
  for (let waitedMs = 0; !holds(waitedMs); waitedMs += 100) {
    assert.ok(waitedMs < 15_000, 'it did not happen within fifteen seconds');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
