import * as vscode from 'vscode';
import type { KubeconfigBackup, KubeconfigFile, KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { allOrNone } from '../../core/kubeconfig/writeAsShown.ts';
import { l10n } from '../../core/l10n.ts';
import { confirmChange } from '../decisions/confirmChange.ts';
import type { ContextTrust } from './contextTrust.ts';
import { notifyWritten, type KubeconfigPorts } from './kubeconfigWriting.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { pick, type Choice } from '../../ui/quickPickStep.ts';
import { withProgress } from '../../ui/withProgress.ts';

interface RestoreBackupPorts extends KubeconfigPorts {
  readonly contextTrust: Pick<ContextTrust, 'askForKeys' | 'forget' | 'stopWhereRenamed'>;
}

interface FileBackup {
  /** The kubeconfig. */
  readonly path: string;
  readonly backup: KubeconfigBackup;
}

const title = l10n`Restore a kubeconfig backup`;

/** Puts an earlier state of a kubeconfig back, after it showed what that changes. */
export async function restoreBackup(ports: RestoreBackupPorts): Promise<void> {
  const { kubeconfigs } = ports;
  const backups = await listBackups(kubeconfigs);
  if (backups.length === 0) {
    void vscode.window.showInformationMessage(
      l10n`There is no backup yet: AKS Entra keeps one each time it changes your kubeconfig.`,
    );
    return;
  }
  const { path, backup } = await pick({
    title,
    placeholder: l10n`Which state do you want back?`,
    choices: await Promise.all(backups.map((candidate) => backupChoice(kubeconfigs, candidate))),
  });
  const when = new Date(backup.createdOnMs).toLocaleString();
  const [shown, after] = [await presentText(kubeconfigs, path), await kubeconfigs.readBackup(path, backup.path)];
  if (shown === after) {
    void vscode.window.showInformationMessage(
      l10n`${withTilde(path)} is the same as that backup; nothing was changed.`,
    );
    return;
  }
  await confirmChange({ accept: l10n`Restore the state of ${when}`, notes: [] }, [
    { path, before: shown ?? '', after },
  ]);
  const before = await loadableFiles(kubeconfigs);
  const { receipts, result: undo } = await allOrNone(kubeconfigs, async (written) => {
    const receipt = await withProgress(l10n`Restoring ${withTilde(path)}`, (signal) =>
      kubeconfigs.restoreBackup(path, backup.path, { signal, ...(shown === undefined ? {} : { shown }) }),
    );
    written(receipt);
    ports.logger.info(`Restored ${backup.path} to ${path}: ${receipt.kind}`);
    // What the backup does not have is gone.
    const now = await loadableFiles(kubeconfigs);
    if (before === undefined || now === undefined) {
      return undefined;
    }
    // A text alone comes back: not with what the user allowed since.
    await ports.contextTrust.stopWhereRenamed(before, now);
    return ports.contextTrust.forget(before, now);
  });
  notifyWritten(ports, title, receipts, l10n`${path} is as it was on ${when}.`, undo);
  // The keys in it may be dead by now, and what it leads to is no longer trusted for being there.
  ports.contextTrust.askForKeys();
}

async function listBackups(kubeconfigs: KubeconfigStore): Promise<FileBackup[]> {
  const lists = await Promise.all(
    (await kubeconfigs.paths()).map(async (path) =>
      (await kubeconfigs.listBackups(path)).map((backup) => ({ path, backup })),
    ),
  );
  return lists.flat().toSorted((one, other) => other.backup.createdOnMs - one.backup.createdOnMs);
}

async function backupChoice(kubeconfigs: KubeconfigStore, value: FileBackup): Promise<Choice<FileBackup>> {
  const { backupText } = await import('../../core/kubeconfigView/backupText.ts');
  const { path, backup } = value;
  const text = await kubeconfigs.readBackup(path, backup.path).catch(() => undefined);
  return {
    label: new Date(backup.createdOnMs).toLocaleString(),
    description: text === undefined ? l10n`cannot be read` : backupText(text, await presentText(kubeconfigs, path)),
    detail: l10n`${withTilde(path)} · ${(backup.sizeBytes / 1024).toFixed(1)} KB`,
    value,
  };
}

/** @returns undefined where kubectl cannot load all of them: then nobody knows where they lead */
async function loadableFiles(kubeconfigs: KubeconfigStore): Promise<KubeconfigFile[] | undefined> {
  const { readFirstModel } = await import('../../core/kubeconfigText/readModel.ts');
  try {
    const files = await kubeconfigs.readAll();
    files.forEach(({ text }) => readFirstModel(text));
    return files;
  } catch {
    return undefined;
  }
}

/** @returns undefined for a file that cannot be read: it may be just what is to be replaced */
async function presentText(kubeconfigs: KubeconfigStore, path: string): Promise<string | undefined> {
  try {
    return (await kubeconfigs.read(path)) ?? '';
  } catch {
    return undefined;
  }
}
