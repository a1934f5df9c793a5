import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { cancellation } from '../../core/cancellation.ts';
import {
  splitForeignKubeconfig,
  type ForeignCredential,
  type ForeignKubeconfig,
} from '../../core/kubeconfig/foreignKubeconfig.ts';
import { withPathInErrors } from '../../core/kubeconfigText/withPathInErrors.ts';
import { l10n } from '../../core/l10n.ts';
import { confirmForeign } from './confirmForeign.ts';
import { explainLeftOut, foreignChoice } from './foreignChoice.ts';
import type { ContextTrust } from './contextTrust.ts';
import { currentContextSetting } from './currentContextSetting.ts';
import { localPathOf } from './localPath.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { pickSeveral } from '../../ui/pickSeveral.ts';
import { mergeIntoKubeconfig, type MergeTaskPorts } from './mergeIntoKubeconfig.ts';

interface ImportPorts extends MergeTaskPorts {
  readonly readForeignFile: (path: string) => Promise<string>;
  /** Where our own plugin is on this machine. */
  readonly ownPlugin: string;
  readonly contextTrust: Pick<ContextTrust, 'withOwnKeys' | 'entryNames' | 'forget'>;
}

const title = l10n`Import kubeconfig`;

/**
 * Merges contexts of a kubeconfig that someone handed over. What could do more than sign in is shown, and merged only
 * when the person accepts it.
 *
 * @param argument the file, where the command was asked for in the explorer or an editor
 */
export async function importKubeconfig(ports: ImportPorts, argument: unknown): Promise<void> {
  const file = argument instanceof vscode.Uri ? localPathOf(argument) : await chooseFile();
  if ((await ports.kubeconfigs.namedPaths()).includes(file)) {
    void vscode.window.showInformationMessage(
      l10n`kubectl reads ${withTilde(file)} already; there is nothing to import.`,
    );
    return;
  }
  // What is seen in the editor is what is imported.
  const unsaved = vscode.workspace.textDocuments.find(({ uri, isDirty }) => isDirty && uri.fsPath === file);
  if ((await unsaved?.save()) === false) {
    throw new AksEntraError(
      'kubeconfigUnreadable',
      l10n`${file} has changes that could not be saved. Save it, then try again.`,
    );
  }
  const source = await read(ports, file);
  const chosen = await chooseContexts(file, source);
  await confirmForeign(file, chosen);
  const keyed = await ports.contextTrust.withOwnKeys(chosen.map(({ credential }) => credential));
  const credentials = keyed.map((credential) => ({ credential }));
  const isOfPlugin = keyed.some(({ entra }) => entra?.login === 'vscode');
  const current = credentials[Math.max(indexOfCurrent(source, chosen), 0)];
  if (current === undefined) {
    throw cancellation();
  }
  await mergeIntoKubeconfig(ports, {
    title,
    credentials,
    current,
    currentContext: currentContextSetting(),
    nameEntries: isOfPlugin ? await ports.contextTrust.entryNames() : undefined,
    // What is overwritten may have been the last context of a cluster.
    afterWrite: async (_merged, after, before) => ({
      undo: await ports.contextTrust.forget(before.files, after.files),
    }),
    notes: explainLeftOut(source),
  });
}

async function chooseFile(): Promise<string> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: l10n`Kubeconfig to import`,
      openLabel: l10n`Import`,
      defaultUri: vscode.Uri.file(os.homedir()),
    })) ?? [];
  if (uri === undefined) {
    throw cancellation();
  }
  return localPathOf(uri);
}

/** @throws AksEntraError with the file in front where its text is the reason */
async function read({ readForeignFile, ownPlugin }: ImportPorts, file: string): Promise<ForeignKubeconfig> {
  const text = await readForeignFile(file);
  const folder = path.dirname(file);
  const rules = { resolve: (relative: string) => path.resolve(folder, relative), separator: path.sep };
  const source = withPathInErrors(file, () => splitForeignKubeconfig(text, rules, ownPlugin), true);
  if (source.credentials.length === 0) {
    throw new AksEntraError(
      'credentialInvalid',
      l10n`No context in ${file} can be imported. ${explainLeftOut(source).join(' ')} Ask for a complete file.`,
    );
  }
  return source;
}

/** The only context is taken without asking. */
async function chooseContexts(
  file: string,
  { credentials, incomplete }: ForeignKubeconfig,
): Promise<readonly ForeignCredential[]> {
  if (credentials.length === 1) {
    return credentials;
  }
  const rest = incomplete.length === 0 ? '' : l10n` ${incomplete.length} more cannot be imported.`;
  return pickSeveral(title, l10n`Which contexts of ${path.basename(file)}?${rest}`, credentials.map(foreignChoice));
}

/** The file's own current context, where it is among those that are imported. */
function indexOfCurrent({ currentContext }: ForeignKubeconfig, chosen: readonly ForeignCredential[]): number {
  return chosen.findIndex(({ contextName }) => contextName === currentContext);
}
