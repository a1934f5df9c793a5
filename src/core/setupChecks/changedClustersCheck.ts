import { type CheckRow, worstState } from '../checks/checkRow.ts';
import { type Cluster, signInTenant } from '../clusters/cluster.ts';
import { getCredentialsAgain } from '../diagnosis/problemRemedies.ts';
import { refreshClusters } from '../diagnosis/remedy.ts';
import type { InventoryState } from '../listing/inventory.ts';
import { aksServerAppId } from '../entra/scopes.ts';
import { hostOf } from '../kubeconfig/contextsOfCluster.ts';
import { isLoopback } from '../kubeconfig/tunnelAddress.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { stringAt } from '../yamlValue.ts';
import type { ContextCluster, ContextClusters } from './azureClusters.ts';
import type { SetupContext } from './lookAtKubeconfigs.ts';

/** Whether the clusters are there, and as they were when their credentials were fetched. */
export function changedClustersCheck(
  contexts: readonly SetupContext[],
  state: InventoryState,
  clusters: ContextClusters,
): CheckRow[] {
  const row = { id: 'clusters', title: l10n`Clusters in Azure` };
  if (contexts.length === 0) {
    return [];
  }
  if (state.kind === 'signedOut') {
    const what = l10n`After a sign-in, the clusters are compared with what Azure says now.`;
    const remedies = [{ kind: 'signIn', title: l10n`Sign In` }] as const;
    return [{ ...row, state: 'skipped', summary: l10n`signed out`, details: [what], remedies }];
  }
  const rows = contexts.flatMap((context): CheckRow[] => {
    const { contextName } = context.facts;
    const found = clusters.get(contextName);
    const finding = found && findingOf(context, found);
    return finding === undefined ? [] : [{ id: contextName, title: quotedName(contextName), ...finding }];
  });
  const found = [...clusters.values()];
  const there = found.filter(({ kind }) => kind === 'there').length;
  if (state.kind === 'failed' && there === 0) {
    const what = l10n`The clusters could not be listed, so they were not checked.`;
    const remedies = [refreshClusters];
    return [{ ...row, state: 'skipped', summary: l10n`Azure could not be asked`, details: [what], remedies }];
  }
  if (rows.length > 0) {
    const summary = rows.length === 1 ? l10n`1 has changed` : l10n`${rows.length} have changed`;
    return [{ ...row, state: worstState(rows), summary, rows }];
  }
  const others = found.length - there;
  const details =
    others === 0
      ? []
      : [
          others === 1
            ? l10n`1 of the contexts leads to something that this account does not see, or that is not an AKS cluster.`
            : l10n`${others} of the contexts lead to something that this account does not see, or that is not an AKS cluster.`,
        ];
  return there === 0
    ? [{ ...row, state: 'skipped', summary: l10n`this account sees none of them` }]
    : [{ ...row, state: 'ok', summary: there === 1 ? l10n`1 unchanged` : l10n`${there} unchanged`, details }];
}

function findingOf(context: SetupContext, found: ContextCluster): Omit<CheckRow, 'id' | 'title'> | undefined {
  const { contextName } = context.facts;
  switch (found.kind) {
    case 'gone':
      return {
        state: 'error',
        summary: l10n`is gone`,
        details: [
          l10n`Azure does not find the cluster any more: it was deleted, or moved to another group or subscription. Remove the context, or get the credentials of the cluster that took its place.`,
          printable(found.id),
        ],
        remedies: [
          { kind: 'removeContext', contextName, title: l10n`Remove from Kubeconfig…` },
          { kind: 'getCredentials', title: l10n`Get AKS Credentials Again` },
        ],
      };
    case 'unknown':
      return found.reason === undefined
        ? undefined
        : { state: 'note', summary: l10n`could not be looked at`, details: [found.reason] };
    case 'there': {
      const change = changeOf(context, found.seen.cluster);
      return change && { ...change, remedies: [getCredentialsAgain(found)] };
    }
  }
}

/** What of the cluster is another by now than the entry says. */
function changeOf(
  { facts, cluster: entry, user }: SetupContext,
  cluster: Cluster,
): { readonly state: 'error' | 'warning'; readonly summary: string; readonly details: readonly string[] } | undefined {
  const { entra, kind, server = '', userName } = facts;
  const hosts = [cluster.apiServerHost, cluster.privateApiServerHost].map((host) => host?.toLowerCase());
  const host = hostOf(server)?.toLowerCase();
  // By a tunnel, or a host of one's own in front of it, the certificate has to be the cluster's all the same.
  const leadsThere = isLoopback(server) || hosts.includes(stringAt(entry, 'tls-server-name')?.toLowerCase() ?? '');
  if (host !== undefined && !leadsThere && cluster.apiServerHost !== undefined && !hosts.includes(host)) {
    const what = l10n`The cluster was recreated under its name: its API server is now ${quotedName(cluster.apiServerHost)}.`;
    return { state: 'error', summary: l10n`has another address`, details: [what] };
  }
  if (cluster.entra.kind === 'none') {
    const what = l10n`The cluster has no Entra integration, and refuses Entra’s tokens: it was recreated.`;
    return entra === undefined ? undefined : { state: 'error', summary: l10n`has no Entra any more`, details: [what] };
  }
  if (kind === 'static') {
    // The credential of an administrator is static whatever the cluster has, and a service account’s token no matter of Entra.
    const what = l10n`The credential is from before Entra was turned on. It still has full rights until the cluster’s certificates are rotated; people sign in with Entra now.`;
    return userName.startsWith('clusterAdmin_') || !stringAt(user, 'client-certificate-data')
      ? undefined
      : { state: 'warning', summary: l10n`signs in with Entra now`, details: [what] };
  }
  if (entra === undefined) {
    return undefined;
  }
  const wanted = cluster.entra.kind === 'legacy' ? cluster.entra.serverAppId : aksServerAppId;
  if (entra.serverId !== undefined && wanted !== undefined && !isSameId(entra.serverId, wanted)) {
    const what =
      cluster.entra.kind === 'managed'
        ? l10n`The cluster was migrated to AKS-managed Entra, and the entry still asks for tokens of its former application.`
        : l10n`The entry asks for tokens of another application than the cluster’s.`;
    return { state: 'error', summary: l10n`needs other tokens now`, details: [what] };
  }
  if (entra.tenantId !== undefined && !isSameId(entra.tenantId, signInTenant(cluster))) {
    const what = l10n`The entry signs in to the tenant ${quotedName(entra.tenantId)}, and the cluster’s is ${signInTenant(cluster)}.`;
    return { state: 'error', summary: l10n`is of another tenant`, details: [what] };
  }
  return undefined;
}

function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
