import os from 'node:os';
import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { l10n } from '../../core/l10n.ts';
import { localPathOf } from '../kubeconfig/localPath.ts';
import { back, pickOrBack } from '../../ui/quickPickStep.ts';
import { type ListedFile, targetFileChoices } from './targetFileChoices.ts';

type TargetAnswer = ListedFile | 'another' | 'new';

const elsewhere = { label: l10n`Elsewhere`, kind: vscode.QuickPickItemKind.Separator } as const;

/**
 * Asks which kubeconfig to merge into, this time.
 *
 * @param present the file that is chosen now; undefined where the KUBECONFIG list names none and the user has not either
 * @returns undefined where the user goes back
 * @throws an AbortError when the user closes a picker or dialog
 */
export async function pickTargetFile(
  kubeconfigs: KubeconfigStore,
  present: string | undefined,
): Promise<string | undefined> {
  const rows = await targetFileChoices(kubeconfigs, present);
  const answer = await pickOrBack<TargetAnswer>({
    title: l10n`Kubeconfig to merge into`,
    placeholder:
      rows.length === 0
        ? l10n`KUBECONFIG names no file. Which file should it go into this time?`
        : l10n`Which file should it go into this time?`,
    choices: [
      ...rows,
      ...(rows.length === 0 ? [] : [elsewhere]),
      { label: l10n`Another file…`, detail: l10n`A kubeconfig that already exists.`, value: 'another' },
      { label: l10n`New file…`, detail: l10n`kubectl reads it with --kubeconfig, or in KUBECONFIG.`, value: 'new' },
    ],
    preselected: rows.find(({ value }) => value?.path === present)?.value ?? 'another',
  });
  if (answer === back) {
    return undefined;
  }
  return typeof answer === 'object' ? answer.path : chooseFile(answer);
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
