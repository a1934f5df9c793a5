import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { getAksCredentials } from '../../test/e2e/getAksCredentials.ts';
import { answerFileDialog } from '../../test/vscode/fileDialog.ts';
import { current, type Stage } from './stage.ts';

/** A context that runs a program, as somebody may hand it over. */
const untrusted = `apiVersion: v1
kind: Config
clusters:
- {name: team, cluster: {server: "https://team.example", certificate-authority: ca/team.pem}}
contexts:
- {name: team, context: {cluster: team, user: program}}
users:
- name: program
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: ./get-token.sh
      interactiveMode: Never
      env: [{name: STAGE, value: team}]
`;

/** What is decided beside what it is about: in the editor's title. */
export async function decisionScenes({ started, workbench, kubeconfig, startText, shoot }: Stage): Promise<void> {
  const { page } = workbench;
  const discard = async (): Promise<void> => {
    await workbench.decide('discard');
    await page.locator('.editor-instance').first().waitFor({ state: 'detached' });
    await workbench.notifications.clear();
  };

  kubeconfig.write(startText.replace(/server: "?https:\/\/payments-prod[^\n]*/, 'server: https://localhost:8443'));
  await getAksCredentials(workbench, { cluster: current, format: 'exec', loginMode: 'vscode' });
  await workbench.decision('keepBoth').waitFor();
  await page.locator('.monaco-diff-editor .editor.original', { hasText: 'localhost:8443' }).waitFor();
  await shoot('conflict');
  await discard();

  kubeconfig.write(startText);
  await getAksCredentials(workbench, { cluster: current, format: 'exec', loginMode: 'azurecli' });
  await workbench.decision('accept').waitFor();
  await page.locator('.monaco-diff-editor .editor.modified', { hasText: 'azurecli' }).waitFor();
  await shoot('login-mode-change');
  await discard();

  const file = path.join(started.vscode.homeFolder, 'from-the-team.yaml');
  await writeFile(file, untrusted);
  await workbench.runCommand('AKS Entra: Import Kubeconfig…');
  await answerFileDialog(workbench, 'Kubeconfig to import', file);
  await workbench.decision('accept').waitFor();
  await page.locator('.editor-instance', { hasText: 'is not trusted' }).first().waitFor();
  await shoot('untrusted-import');
  await discard();

  await workbench.tree.contextMenu(current, 'Remove Cluster from Kubeconfig');
  await workbench.modal().waitFor();
  await shoot('question');
  await workbench.clickInModal('Cancel');
}
