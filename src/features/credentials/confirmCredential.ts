import * as vscode from 'vscode';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { cancellation } from '../../core/cancellation.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { isAccepted } from '../../ui/isAccepted.ts';

/** Says what an admin credential is before it is fetched. Rejects with an AbortError when the user declines. */
export async function confirmAdminCredential(cluster: Cluster, isShownOnly: boolean): Promise<void> {
  await confirm({
    message: l10n`The admin credential of ${cluster.name} bypasses Microsoft Entra ID.`,
    detail:
      l10n`It is a static certificate. ` +
      l10n`Anyone who has it is cluster admin until the cluster’s certificates are rotated; no sign-in, group or Conditional Access policy limits it, and the cluster’s log does not say who used it. ` +
      (isShownOnly
        ? l10n`It will be shown with its key hidden, and not stored.`
        : l10n`It will be stored in your kubeconfig; “Remove Cluster from Kubeconfig” removes it from there and from the backups.`),
    accept: l10n`Get Admin Credential`,
    goBack: l10n`Do Not Get It`,
  });
}

/**
 * Says what a static credential is before it is written. Rejects with an AbortError when the user declines.
 *
 * @param isOfPlace of a managed namespace or a fleet’s hub, of whose cluster nothing more is known
 */
export async function confirmStaticCredential(cluster: Cluster, isOfPlace: boolean): Promise<void> {
  await confirm({
    message: isOfPlace
      ? l10n`The credential of ${cluster.name} is a static certificate, which bypasses Microsoft Entra ID.`
      : l10n`The clusterUser credential of ${cluster.name} is a static full-admin certificate.`,
    detail:
      (isOfPlace ? '' : l10n`This cluster has no Microsoft Entra integration. `) +
      l10n`Anyone who has this credential is cluster admin until the cluster’s certificates are rotated; no sign-in, group or Conditional Access policy limits it. ` +
      l10n`It will be stored in your kubeconfig.`,
    accept: l10n`Write Static Credential`,
    goBack: l10n`Do Not Write It`,
  });
}

async function confirm(question: Parameters<typeof isAccepted>[0]): Promise<void> {
  if (!(await isAccepted(question))) {
    throw cancellation();
  }
}

/**
 * The same for those among several clusters.
 *
 * @returns whether they are to be written; the others are in any case
 * @throws an AbortError when the user cancels all of it
 */
export async function confirmStaticCredentials(clusters: readonly Cluster[]): Promise<boolean> {
  const write = l10n`Write Static Credentials`;
  const leaveOut = l10n`Leave Them Out`;
  const names = clusters.map(({ name }) => name);
  const chosen = await vscode.window.showWarningMessage(
    l10n`The clusterUser credentials of ${quotedNames(names)} are static full-admin certificates.`,
    {
      modal: true,
      detail:
        l10n`These clusters have no Microsoft Entra integration. ` +
        l10n`Anyone who has such a credential is cluster admin until the cluster’s certificates are rotated; no sign-in, group or Conditional Access policy limits it. ` +
        l10n`They will be stored in your kubeconfig.`,
    },
    // VS Code makes the first one the default.
    leaveOut,
    write,
  );
  if (chosen === undefined) {
    throw cancellation();
  }
  return chosen === write;
}
