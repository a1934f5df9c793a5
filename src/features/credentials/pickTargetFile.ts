import os from 'node:os';
import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { l10n } from '../../core/l10n.ts';
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
    title: l10n`Kubeconfig to merge into`,
    placeholder: l10n`Into which file, this time?`,
    choices: [
      ...rows,
      { label: l10n`Elsewhere`, kind: vscode.QuickPickItemKind.Separator },
      { label: l10n`Another file…`, detail: l10n`A kubeconfig that is there already.`, value: 'another' },
      { label: l10n`New file…`, detail: l10n`kubectl reads it with --kubeconfig, or in KUBECONFIG.`, value: 'new' },
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
    return (await kubeconfigs.read(path)) === undefined ? l10n`does not exist yet` : l10n`exists`;
  } catch {
    return l10n`cannot be read`;
  }
}

/** Starting at home: a workspace must not propose a file that is written. */
async function chooseFile(which: 'another' | 'new'): Promise<string> {
  const home = vscode.Uri.file(os.homedir());
  const uri =
    which === 'another'
      ? (
          await vscode.window.showOpenDialog({
            title: l10n`Another kubeconfig`,
            openLabel: l10n`Choose`,
            defaultUri: home,
          })
        )?.[0]
      : await vscode.window.showSaveDialog({ title: l10n`New kubeconfig`, saveLabel: l10n`Choose`, defaultUri: home });
  if (uri === undefined) {
    throw cancellation();
  }
  return localPathOf(uri);
}
