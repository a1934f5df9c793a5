import { type Cluster, isBusy } from '../../core/clusters/cluster.ts';
import type { ClusterFact } from '../../core/clusters/clusterFact.ts';
import { hasCredential } from '../../core/clusters/noCredential.ts';
import { errorIcon, type RowIcon, warningIcon } from '../../ui/rows/rowIcons.ts';

/** Tells whether a cluster can be used now, and where it can, its Entra integration. */
export function clusterIcon(cluster: Cluster): RowIcon {
  const changed = stateIcon(cluster);
  if (changed !== undefined) {
    return changed;
  }
  if (!hasCredential(cluster)) {
    return { name: 'circle-slash', color: 'aksEntra.inactiveIcon' };
  }
  return cluster.power === 'Stopped' ? { name: 'debug-pause', color: 'aksEntra.inactiveIcon' } : entraIcon(cluster);
}

/** By shape and by colour. */
export function entraIcon({ entra }: Pick<Cluster, 'entra'>): RowIcon {
  switch (entra.kind) {
    case 'managed':
      return { name: 'shield', color: 'aksEntra.healthyIcon' };
    case 'legacy':
      return warningIcon;
    case 'none':
      return { name: 'unlock', color: 'aksEntra.warningIcon' };
  }
}

/** What is being changed, or did not end well; undefined where the last change succeeded. */
export function stateIcon(changed: Pick<Cluster, 'provisioningState'>): RowIcon | undefined {
  if (isBusy(changed)) {
    return { name: busyIcons.get(changed.provisioningState.toLowerCase()) ?? 'sync', color: 'aksEntra.busyIcon' };
  }
  return badEnds.get(changed.provisioningState.toLowerCase());
}

const busyIcons: ReadonlyMap<string, string> = new Map([
  ['creating', 'add'],
  ['deleting', 'trash'],
]);
const badEnds: ReadonlyMap<string, RowIcon> = new Map([
  ['failed', errorIcon],
  ['canceled', warningIcon],
]);

const factIcons: Readonly<Record<ClusterFact['id'], string>> = {
  entra: 'shield',
  tenant: 'azure',
  clientApp: 'extensions',
  serverApp: 'extensions',
  authorization: 'law',
  localAccounts: 'key',
  apiServer: 'globe',
  ipRanges: 'list-filter',
  kubernetes: 'versions',
  state: 'pulse',
  resourceGroup: 'symbol-namespace',
  location: 'location',
};

/** Each has its own; those that say how the cluster is look as its own row does. */
export function factIcon({ id }: Pick<ClusterFact, 'id'>, cluster: Cluster): RowIcon {
  const told = { entra: entraIcon, state: stateIcon };
  return (id === 'entra' || id === 'state' ? told[id](cluster) : undefined) ?? { name: factIcons[id] };
}
