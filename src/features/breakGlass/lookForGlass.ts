import { assertGlass } from '../../core/breakGlass/assertGlass.ts';
import { type GlassRights, glassRights } from '../../core/breakGlass/glassRights.ts';
import { silentFirst } from '../../core/breakGlass/silentFirst.ts';
import { clusterFromArm } from '../../core/clusters/clusterFromArm.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { asRead, type ListedClusters, unlessGone } from '../../core/clusters/seenNow.ts';
import type { ClusterDocument } from '../../core/clusterWrites/rawCluster.ts';
import type { ClusterPermissions, ManagedClusters } from '../../core/entraIntegration/managedClusterPorts.ts';
import { l10n } from '../../core/l10n.ts';
import { withProgress } from '../../ui/withProgress.ts';

interface LookPorts {
  readonly inventory: ListedClusters;
  readonly managedClusters: ManagedClusters;
  readonly clusterPermissions: ClusterPermissions;
}

/** A cluster as it is now, and what the account may do about it. */
export interface LookedForGlass {
  readonly seen: SeenCluster;
  readonly document: ClusterDocument;
  readonly permissions: readonly unknown[];
  readonly rights: GlassRights;
}

/**
 * Reads the cluster, and asks once for the account’s permissions, with the token that there is: in an outage of Entra
 * there is no other.
 *
 * @throws AksEntraError where there is no glass to break; an AbortError on cancel
 */
export async function lookForGlass(ports: LookPorts, listed: SeenCluster): Promise<LookedForGlass> {
  const [document, permissions] = await withProgress(l10n`Looking at ${listed.cluster.name}`, (signal) =>
    unlessGone(ports.inventory, listed.cluster, () =>
      silentFirst((interaction) =>
        Promise.all([
          ports.managedClusters.read(listed, { interaction, signal }),
          ports.clusterPermissions.permissions(listed, { interaction, signal }),
        ]),
      ),
    ),
  );
  const cluster = clusterFromArm(document.body, listed.cluster.tenantId) ?? listed.cluster;
  assertGlass(cluster);
  return {
    seen: asRead(ports.inventory, listed, cluster, Date.now()),
    document,
    permissions,
    rights: glassRights(permissions),
  };
}
