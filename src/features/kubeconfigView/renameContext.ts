import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import { explainNewName } from '../../core/kubeconfigView/explainName.ts';
import { contextNamesIn, renameInFiles } from '../../core/kubeconfigView/renameInFiles.ts';
import { plannedChanges, writeAsShown } from '../../core/kubeconfig/writeAsShown.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { contextOwner } from '../clusters/clusterNodes.ts';
import { adviceAt, notifyWritten, writerOf, type KubeconfigPorts } from '../kubeconfig/kubeconfigWriting.ts';
import { namedContext, pickContext } from '../kubeconfig/pickContext.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';

const title = l10n`Rename context`;

/**
 * Gives a context another name; where it is the current one, it stays that. Cluster and user keep theirs.
 *
 * @returns the name that it has then
 */
export async function renameContext(ports: KubeconfigPorts, argument: unknown): Promise<string> {
  const { files, facts, texts } = await readKubeconfigs(ports.kubeconfigs);
  const { contextName } =
    namedContext(facts, argument) ?? (await pickContext(facts, title, l10n`Which context?`, contextOwner(argument)));
  const newName = await askName(contextName, contextNamesIn(texts));
  if (newName === contextName) {
    return contextName;
  }
  const changes = plannedChanges(files, renameInFiles(files, contextName, newName));
  const receipts = await writeAsShown(writerOf(ports), changes);
  ports.logger.info(`Renamed the context ${printable(contextName)} to ${printable(newName)}`);
  const message = l10n`${quotedName(contextName)} is ${quotedName(newName)} now.`;
  notifyWritten(ports, title, receipts, message, undefined, adviceAt(newName));
  return newName;
}

/** @throws an AbortError where the question is closed */
async function askName(contextName: string, taken: readonly string[]): Promise<string> {
  const answer = await vscode.window.showInputBox({
    title: l10n`Rename ${printable(contextName)}`,
    prompt: l10n`The new name of the context. Its cluster and its user keep their names.`,
    value: contextName,
    ignoreFocusOut: true,
    validateInput: (text) => explainNewName(text.trim(), contextName, taken),
  });
  if (answer === undefined) {
    throw cancellation();
  }
  return answer.trim();
}
