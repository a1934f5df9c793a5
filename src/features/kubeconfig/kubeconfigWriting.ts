import * as vscode from 'vscode';
import type { Remedy } from '../../core/diagnosis/remedy.ts';
import type { KubeconfigStore, TextChange, WriteReceipt } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { UndoableWriter } from '../../core/kubeconfig/writeAsShown.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import { runRemedy } from '../../ui/remedyCommand.ts';
import { withProgress } from '../../ui/withProgress.ts';

/** What a command needs that writes to the user's kubeconfig. */
export interface KubeconfigPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly logger: Logger;
}

/** What can take writes back. */
interface UndoPorts {
  readonly kubeconfigs: Pick<KubeconfigStore, 'undo'>;
  readonly logger: Logger;
}

/** A way out of what a result tells of: the same work in another way is none that works everywhere. */
type WayOut = Remedy | { readonly title: string; readonly run: () => Promise<void> };

/** What is offered with a result. */
export interface ResultAdvice {
  /** What comes next, as buttons: the first one is the first button. */
  readonly ways: readonly WayOut[];
  /** Whether kubectl cannot use what was written. */
  readonly isWarning: boolean;
  /** Which context "Open Kubeconfig" shows. */
  readonly contextName?: string | undefined;
}

/** Nothing is offered but what always is; "Open Kubeconfig" shows a context. */
export function adviceAt(contextName?: string): ResultAdvice {
  return { ways: [], isWarning: false, contextName };
}

/** Changes one file under its lock; waiting for the lock shows progress with Cancel. */
export function writeKubeconfig<Result extends TextChange>(
  { kubeconfigs }: KubeconfigPorts,
  path: string,
  change: (text: string | undefined) => Result,
): Promise<{ readonly receipt: WriteReceipt; readonly result: Result }> {
  return withProgress(l10n`Writing ${withTilde(path)}`, (signal) => kubeconfigs.update(path, change, { signal }));
}

/** What writes with progress, for `writeAllOrNone` and `writeAsShown`. */
export function writerOf(ports: KubeconfigPorts): UndoableWriter {
  return {
    update: (path, change) => writeKubeconfig(ports, path, change),
    undo: (receipt) => ports.kubeconfigs.undo(receipt),
  };
}

/**
 * Tells what was written, with what comes next, a button to the file and, where something changed, one that takes it back. Returns at
 * once: the notification stays as long as the user likes.
 *
 * @param what the command, for the log
 * @param receipts the writes in their order; Undo takes the last one back first
 * @param afterUndo takes back what came with the writes
 * @param advice for what the message tells of
 */
export function notifyWritten(
  ports: UndoPorts,
  what: string,
  receipts: readonly WriteReceipt[],
  message: string,
  afterUndo?: () => Promise<void>,
  advice: ResultAdvice = adviceAt(),
): void {
  void runAndReport(ports.logger, `After ${what}`, () => offerUndo(ports, receipts, message, afterUndo, advice));
}

async function offerUndo(
  { kubeconfigs }: UndoPorts,
  receipts: readonly WriteReceipt[],
  message: string,
  afterUndo: (() => Promise<void>) | undefined,
  { ways, isWarning, contextName }: ResultAdvice,
): Promise<void> {
  const open = l10n`Open Kubeconfig`;
  const undo = l10n`Undo`;
  const written = receipts.filter(({ kind }) => kind !== 'unchanged');
  const buttons = [...ways.map(({ title }) => title), open, ...(written.length > 0 ? [undo] : [])];
  const told = withTilde(message);
  const chosen = await (isWarning
    ? vscode.window.showWarningMessage(told, ...buttons)
    : vscode.window.showInformationMessage(told, ...buttons));
  const way = ways.find(({ title }) => title === chosen);
  if (chosen === open) {
    for (const { path } of written.length > 0 ? written : receipts.slice(0, 1)) {
      const command: CommandId = 'aksEntra.openContext';
      await vscode.commands.executeCommand(command, { path, contextName });
    }
  } else if (way !== undefined) {
    await ('run' in way ? way.run() : runRemedy(way));
  } else if (chosen === undo) {
    for (const receipt of written.toReversed()) {
      await kubeconfigs.undo(receipt);
    }
    await afterUndo?.();
    const paths = written.map(({ path }) => path);
    void vscode.window.showInformationMessage(
      withTilde(
        l10n`${paths.join(l10n` and `)} ${paths.length === 1 ? l10n`is as it was` : l10n`are as they were`} before.`,
      ),
    );
  }
}
