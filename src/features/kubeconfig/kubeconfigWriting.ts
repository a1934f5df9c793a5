import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { KubeconfigStore, WriteReceipt } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { Logger } from '../../core/logger.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import { withProgress } from '../../ui/withProgress.ts';

/** What a command needs that writes to the user's kubeconfig. */
export interface KubeconfigPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly logger: Logger;
}

/** Changes one file under its lock; waiting for the lock shows progress with Cancel. */
export function writeKubeconfig(
  { kubeconfigs }: KubeconfigPorts,
  path: string,
  change: (text: string | undefined) => string | undefined,
): Promise<WriteReceipt> {
  return withProgress(`Writing ${path}`, (signal) => kubeconfigs.update(path, change, { signal }));
}

/** Changes several files, all or none: what one file refuses is taken back in the others. */
export async function writeAll(
  ports: KubeconfigPorts,
  changes: readonly { readonly path: string; readonly change: (text: string | undefined) => string | undefined }[],
): Promise<WriteReceipt[]> {
  const receipts: WriteReceipt[] = [];
  try {
    for (const { path, change } of changes) {
      receipts.push(await writeKubeconfig(ports, path, change));
    }
    return receipts;
  } catch (error) {
    for (const receipt of receipts.toReversed()) {
      await ports.kubeconfigs.undo(receipt);
    }
    throw error;
  }
}

/** What a plan makes of a file. */
interface PlannedChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** The files that a plan changes, by its texts in their order. */
export function plannedChanges(
  files: readonly { readonly path: string; readonly text: string }[],
  texts: readonly string[],
): PlannedChange[] {
  return files.flatMap(({ path, text }, index) => {
    const after = texts[index] ?? text;
    return after === text ? [] : [{ path, before: text, after }];
  });
}

/** Writes what was planned, all or none: a file that has been changed since stays, with `kubeconfigChanged`. */
export function writePlanned(ports: KubeconfigPorts, changes: readonly PlannedChange[]): Promise<WriteReceipt[]> {
  return writeAll(
    ports,
    changes.map(({ path, before, after }) => {
      const change = (text = ''): string => {
        if (text !== before) {
          throw new AksEntraError(
            'kubeconfigChanged',
            'The file has been changed meanwhile, so it was left. Try again.',
          );
        }
        return after;
      };
      return { path, change };
    }),
  );
}

/**
 * Tells what was written, with a button to the file and, where something changed, one that takes it back. Returns at
 * once: the notification stays as long as the user likes.
 *
 * @param what the command, for the log
 * @param receipts the writes in their order; Undo takes the last one back first
 * @param afterUndo takes back what came with the writes
 */
export function tellWritten(
  ports: KubeconfigPorts,
  what: string,
  receipts: readonly WriteReceipt[],
  message: string,
  afterUndo?: () => Promise<void>,
): void {
  void runAndReport(ports.logger, `After ${what}`, () => offerUndo(ports, receipts, message, afterUndo));
}

async function offerUndo(
  { kubeconfigs }: KubeconfigPorts,
  receipts: readonly WriteReceipt[],
  message: string,
  afterUndo: (() => Promise<void>) | undefined,
): Promise<void> {
  const open = 'Open Kubeconfig';
  const undo = 'Undo';
  const written = receipts.filter(({ kind }) => kind !== 'unchanged');
  const chosen = await vscode.window.showInformationMessage(message, ...(written.length > 0 ? [open, undo] : [open]));
  if (chosen === open) {
    for (const { path } of written.length > 0 ? written : receipts.slice(0, 1)) {
      await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
    }
  } else if (chosen === undo) {
    for (const receipt of written.toReversed()) {
      await kubeconfigs.undo(receipt);
    }
    await afterUndo?.();
    const paths = written.map(({ path }) => path);
    void vscode.window.showInformationMessage(
      `${paths.join(' and ')} ${paths.length === 1 ? 'is as it was' : 'are as they were'} before.`,
    );
  }
}
