import type { SeenCluster } from '../clusters/seenCluster.ts';
import { describeCluster } from '../clusters/describeCluster.ts';
import { contextsOfCluster } from '../kubeconfig/contextsOfCluster.ts';
import type { KubeconfigFacts } from '../kubeconfig/readContexts.ts';
import { l10n } from '../l10n.ts';
import type { InventoryState } from '../listing/inventory.ts';
import { listingGaps } from '../posture/listingGaps.ts';
import { reportedClusters } from '../posture/reportedClusters.ts';
import { type Answer, asData, fitting } from './answerText.ts';

const [mostClusters, mostGroups, mostGaps, mostContexts] = [50, 20, 20, 20];

/**
 * The clusters that are listed, with their Entra facts.
 *
 * @param kubeconfig undefined where there is none that can be read
 * @param search words that all have to stand somewhere in a cluster's facts
 */
export function clustersAnswer(
  state: InventoryState,
  kubeconfig: KubeconfigFacts | undefined,
  search: string | undefined,
): Answer {
  const all = reportedClusters(state);
  const words = (search ?? '').toLowerCase().split(/\s+/);
  const found = all.filter((seen) => words.every((word) => searchTextOf(seen).includes(word)));
  const { entries, leftOut } = fitting(found, mostClusters, (seen) => entryOf(seen, kubeconfig));
  const gaps = listingGaps(state);
  return {
    clusters: entries,
    ...(search === undefined ? { count: all.length } : { count: found.length, ofAll: all.length }),
    ...leftOutAnswer(leftOut),
    ...(state.kind === 'loading'
      ? { isStillListing: l10n`The clusters are still being listed. Call the tool again for the rest.` }
      : {}),
    ...(gaps.length === 0
      ? {}
      : { notListed: gaps.slice(0, mostGaps), ...(gaps.length > mostGaps ? { notListedCount: gaps.length } : {}) }),
  };
}

/** How many are not in an answer, and how to get at them. */
export function leftOutAnswer(count: number): Answer {
  return count === 0
    ? {}
    : { leftOut: count, toSeeThem: l10n`${count} are left out. Call the tool again with a narrower search.` };
}

function searchTextOf(seen: SeenCluster): string {
  const { cluster, subscription, tenants } = seen;
  return [
    cluster.id,
    cluster.name,
    cluster.location,
    describeCluster(cluster),
    subscription.displayName,
    tenants.owner.displayName,
    tenants.owner.tenantId,
  ]
    .join('\n')
    .toLowerCase();
}

function entryOf(seen: SeenCluster, kubeconfig: KubeconfigFacts | undefined): Answer {
  const { cluster, account, tenants, subscription, asOf } = seen;
  const { entra } = cluster;
  const groups = entra.kind === 'none' ? [] : entra.adminGroupObjectIds;
  const contexts = contextsOfCluster(kubeconfig?.contexts ?? [], cluster).map(({ contextName }) => contextName);
  const current = kubeconfig?.current?.contextName;
  return {
    id: cluster.id,
    name: cluster.name,
    resourceGroup: cluster.resourceGroup,
    subscription: { id: cluster.subscriptionId, name: subscription.displayName },
    tenant: { id: tenants.owner.tenantId, name: tenants.owner.displayName },
    location: cluster.location,
    entra: entra.kind,
    ...(entra.kind === 'none' || entra.tenantId === undefined ? {} : { signInTenantId: entra.tenantId }),
    authorization: cluster.authorization,
    hasLocalAccounts: cluster.hasLocalAccounts,
    ...(groups.length === 0 ? {} : { adminGroupIds: groups.slice(0, mostGroups) }),
    ...(groups.length > mostGroups ? { adminGroupCount: groups.length } : {}),
    isPrivate: cluster.isPrivate,
    power: cluster.power,
    provisioningState: cluster.provisioningState,
    kubernetesVersion: cluster.kubernetesVersion,
    seenBy: account.label,
    ...(asOf === undefined ? {} : { listedAt: new Date(asOf).toISOString() }),
    contexts: contexts.slice(0, mostContexts),
    ...(current !== undefined && contexts.includes(current) ? { currentContext: asData(current) } : {}),
  };
}
