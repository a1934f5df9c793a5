import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import type { CommandState } from './commandPorts.ts';

/** Whether the account’s token for AKS goes to Azure with a command: exactly where Entra is managed (az does so, too). */
export function sendsToken({ entra }: Cluster): boolean {
  return entra.kind === 'managed';
}

/** What is asked before the first command in a cluster. */
export function commandQuestion(
  cluster: Cluster,
  command: string,
  armHost: string,
): { message: string; detail: string } {
  const name = quotedName(cluster.name);
  const whose = sendsToken(cluster)
    ? l10n`It runs as you. To do that, your token for AKS is sent to Azure Resource Manager (${armHost}), which hands it to the cluster. Until it expires (60 to 90 minutes, or up to 28 hours where tokens can be revoked at once, CAE), it opens every AKS cluster of the tenant as far as your rights go; the administrators of this one could use it too. It is written into no file or log here.`
    : l10n`Azure runs it as an administrator of the cluster: without AKS-managed Entra there is nobody to run it as. No token for AKS is sent.`;
  return {
    message: l10n`Run commands inside ${name} through Azure?`,
    detail: [
      printable(command),
      l10n`Azure runs it in a pod in the namespace aks-command. ${whose}`,
      l10n`This is asked once for each cluster until this window closes.`,
    ].join('\n\n'),
  };
}

/** What is wrong with a text as a command; undefined: nothing. */
export function problemOfCommand(command: string): string | undefined {
  return command === ''
    ? l10n`Type a command, such as kubectl get pods --all-namespaces.`
    : /[\p{Cc}\p{Zl}\p{Zp}]/u.test(command)
      ? l10n`Only one line can be run.`
      : undefined;
}

/** The result as a text to read. The log comes as it was printed. */
export function commandDocument(
  cluster: Cluster,
  command: string,
  state: Exclude<CommandState, { kind: 'running' }>,
): string {
  const lines = [
    state.kind === 'failed'
      ? l10n`It did not finish: ${printable(state.reason)}`
      : l10n`Exit code: ${state.exitCode ?? l10n`not told`}`,
    l10n`Cluster: ${cluster.name}`,
    l10n`Command: ${printable(command)}`,
    ...(state.kind === 'failed' ? [] : times(state)),
    l10n`What it printed (read only). Run the next one with “Run a Command through Azure…”:`,
  ];
  const log = state.logs === '' ? l10n`(nothing was printed)` : state.logs;
  return `${lines.join('\n')}\n\n${log}${log.endsWith('\n') ? '' : '\n'}`;
}

function times({ startedAt, finishedAt }: { readonly startedAt?: string; readonly finishedAt?: string }): string[] {
  return [
    ...(startedAt === undefined ? [] : [l10n`Started: ${printable(startedAt)}`]),
    ...(finishedAt === undefined ? [] : [l10n`Finished: ${printable(finishedAt)}`]),
  ];
}

/** kubectl’s own line where the cluster refused something, for “why Forbidden”. */
export function forbiddenLine(logs: string): string | undefined {
  return logs.split(/\r?\n/).find((line) => line.startsWith('Error from server (Forbidden): '));
}
