import { AksEntraError, type AksEntraErrorCode } from '../aksEntraError.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { l10n } from '../l10n.ts';

/** What one click does about a problem, wherever the problem is shown. `ui/remedyCommand.ts` knows how. */
export type Remedy = Titled &
  (
    | {
        readonly kind:
          | 'signIn'
          | 'refreshClusters'
          | 'getCredentials'
          | 'restoreBackup'
          | 'showLog'
          | 'writeKeys'
          | 'allowPrograms'
          | 'allowPlugin'
          | 'refreshToken'
          | 'switchContext'
          | 'checkSetup';
      }
    | { readonly kind: 'convert' | 'useVscodeSignIn'; readonly contextNames: readonly string[] }
    | { readonly kind: 'restrictPermissions'; readonly path: string }
    | { readonly kind: 'openPage'; readonly url: string }
    /** In the editor; `line` counts from 1. */
    | { readonly kind: 'openFile'; readonly path: string; readonly line?: number }
    | { readonly kind: 'activateRole'; readonly clusterId: string; readonly accountId?: string }
    /** A command about one cluster, in the name of who sees it. */
    | { readonly kind: 'onCluster'; readonly command: ClusterCommand; readonly seen: SeenCluster }
    | { readonly kind: 'verifyContext' | 'openTerminal' | 'removeContext'; readonly contextName: string }
    /** @see ForbiddenQuestion in core/forbidden: what kubectl said, and in which context where that is known. */
    | { readonly kind: 'explainForbidden'; readonly contextName?: string; readonly message: string }
    | { readonly kind: 'installTool'; readonly tool: InstallableTool }
    /** VS Code's settings, at one of them. */
    | { readonly kind: 'openSetting'; readonly setting: string }
  );

/** A line for a terminal, which somebody else may have to run: no command of VS Code's does that. */
export type CopyLine = Titled & { readonly kind: 'copyLine'; readonly line: string };

/** The commands that a button runs for one cluster: each has the id of that name behind `aksEntra.`. */
type ClusterCommand =
  | 'getCredentials'
  | 'verifyAccess'
  | 'grantAccess'
  | 'changeAdminGroups'
  | 'activateRole'
  | 'refreshToken'
  | 'reachCluster'
  | 'runCommand'
  | 'openBastionTerminal'
  | 'breakGlass'
  | 'openInPortal';

/** What can be installed by one click and a yes. */
export type InstallableTool = 'kubectl' | 'kubelogin' | 'az' | 'helm';

/** What a message leaves out. */
export type ShowAll = Titled & { readonly kind: 'showAll'; readonly each: readonly string[] };

/** The same work once more: only whoever ran it can do that, so it is no remedy that works everywhere. */
export type Retry = Titled & { readonly kind: 'retry' };

interface Titled {
  /** What the button, the row or the quick fix says. */
  readonly title: string;
}

/** What helps against an error with one click; undefined where the error's message is all there is to say. */
export function remedyOf(code: AksEntraErrorCode): Remedy | Retry | undefined {
  return remedies[code];
}

/** What the text of a file is, where nothing but another text helps. */
const ofText: ReadonlySet<AksEntraErrorCode> = new Set([
  'kubeconfigInvalid',
  'kubeconfigAnchor',
  'kubeconfigMultipleDocuments',
  'kubeconfigDuplicateName',
]);

/** What helps where a kubeconfig itself is what is wrong: at its line, or as it was before. */
export function remediesOfFile({ code, file, isForeignFile, line }: AksEntraError): Remedy[] {
  if (file === undefined || !ofText.has(code)) {
    return [];
  }
  const atLine = line === undefined ? {} : { line };
  return [
    { kind: 'openFile', title: l10n`Open the File`, path: file, ...atLine },
    ...(isForeignFile ? [] : [{ kind: 'restoreBackup', title: l10n`Restore a Backup…` } as const]),
  ];
}

/** What may help before that where a role on a cluster is missing: one that somebody has only when they ask for it. */
export function activationFor({ code, clusterId, accountId }: AksEntraError): Remedy | undefined {
  return code === 'missingRole' && clusterId !== undefined
    ? {
        kind: 'activateRole',
        title: l10n`Activate a Role (PIM)…`,
        clusterId,
        ...(accountId === undefined ? {} : { accountId }),
      }
    : undefined;
}

/**
 * Whether nothing but a sign-in helps. VS Code tells that in either way: it has no session that it may use without a
 * prompt, or Entra refused the one that it has. A `missingRole` is no such error, although its remedy is a sign-in too.
 */
export function needsSignIn(error: unknown): boolean {
  return error instanceof AksEntraError && (error.code === 'signedOut' || error.code === 'signInFailed');
}

const signIn: Remedy = { kind: 'signIn', title: l10n`Sign In` };
export const refreshClusters: Remedy = { kind: 'refreshClusters', title: l10n`Refresh Clusters` };
const retry: Retry = { kind: 'retry', title: l10n`Try Again` };

const remedies: Partial<Record<AksEntraErrorCode, Remedy | Retry>> = {
  signedOut: signIn,
  signInFailed: signIn,
  // A newly assigned role travels in a new token only.
  missingRole: signIn,
  notFound: refreshClusters,
  clusterStopped: refreshClusters,
  clusterBusy: retry,
  clusterChanged: retry,
  updateUnanswered: refreshClusters,
  updateFailed: refreshClusters,
  clusterUnreachable: retry,
  tenantNotAdded: retry,
  cancelled: retry,
  offline: retry,
  throttled: retry,
  azureUnavailable: retry,
  kubeconfigLocked: retry,
  kubeconfigChanged: retry,
  kubeconfigUndoTooLate: { kind: 'restoreBackup', title: l10n`Restore a Backup…` },
  kubeconfigEntryNotFound: { kind: 'getCredentials', title: l10n`Get AKS credentials` },
};
