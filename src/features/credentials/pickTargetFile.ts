import os from 'node:os';
import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { localPathOf } from '../../ui/localPath.ts';
import { back, pickOrBack, type Choice } from '../../ui/quickPickStep.ts';

type TargetAnswer = { readonly path: string } | 'another' | 'new';

/**
 * Asks which kubeconfig to merge into, this time.
 *
 * @param present the file that is chosen now
 * @returns undefined where the user goes back
 * @throws an AbortError when the user closes a picker or dialog
 */
export async function pickTargetFile(kubeconfigs: KubeconfigStore, present: string): Promise<string | undefined> {
  const files = await Promise.all(
    kubeconfigs.paths().map(async (path) => ({ path, state: await stateOf(kubeconfigs, path) })),
  );
  const rows = files.map(({ path, state }): Choice<TargetAnswer> => ({
    label: path === present ? `$(check) ${path}` : path,
    description: state,
    value: { path },
  }));
  const answer = await pickOrBack<TargetAnswer>({
    title: 'Kubeconfig to merge into',
    placeholder: 'Into which file, this time?',
    choices: [
      ...rows,
      { label: 'Elsewhere', kind: vscode.QuickPickItemKind.Separator },
      { label: 'Another file…', detail: 'A kubeconfig that is there already.', value: 'another' },
      { label: 'New file…', detail: 'kubectl reads it with --kubeconfig, or in KUBECONFIG.', value: 'new' },
    ],
    preselected: rows.find(({ label }) => label.startsWith('$(check)'))?.value ?? 'another',
  });
  if (answer === back) {
    return undefined;
  }
  return typeof answer === 'object' ? answer.path : chooseFile(answer);
}

async function stateOf(kubeconfigs: KubeconfigStore, path: string): Promise<string> {
  try {
    return (await kubeconfigs.read(path)) === undefined ? 'does not exist yet' : 'exists';
  } catch {
    return 'cannot be read';
  }
}

/** Starting at home: a workspace must not propose a file that is written. */
async function chooseFile(which: 'another' | 'new'): Promise<string> {
  const home = vscode.Uri.file(os.homedir());
  const uri =
    which === 'another'
      ? (
          await vscode.window.showOpenDialog({
            title: 'Another kubeconfig',
            openLabel: 'Choose',
            defaultUri: home,
          })
        )?.[0]
      : await vscode.window.showSaveDialog({ title: 'New kubeconfig', saveLabel: 'Choose', defaultUri: home });
  if (uri === undefined) {
    throw cancellation();
  }
  return localPathOf(uri);
}
