import { clusterFromArm } from '../../core/clusters/clusterFromArm.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { asRead, type ListedClusters, unlessGone } from '../../core/clusters/seenNow.ts';
import type { ClusterPermissions, ManagedClusters } from '../../core/entraIntegration/managedClusterPorts.ts';
import { mayUpdate } from '../../core/access/permissions.ts';
import type { EntraGoal } from '../../core/entraIntegration/plannedProfile.ts';
import type { ClusterDocument } from '../../core/clusterWrites/rawCluster.ts';
import { updateRefusal } from '../../core/entraIntegration/updateRefusal.ts';
import { l10n } from '../../core/l10n.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { assertNothingInTheWay } from './nothingInTheWay.ts';

interface LookPorts {
  readonly inventory: ListedClusters;
  readonly managedClusters: ManagedClusters;
  readonly clusterPermissions: ClusterPermissions;
}

/** A cluster as it is now, and what the account may do there. */
interface LookedAt {
  readonly seen: SeenCluster;
  readonly document: ClusterDocument;
  readonly permissions: readonly unknown[];
}

/**
 * What the cluster is now, where nothing stands in the way and the account may change it.
 *
 * @throws AksEntraError; an AbortError on cancel
 */
export async function lookAtCluster(ports: LookPorts, listed: SeenCluster, goal: EntraGoal): Promise<LookedAt> {
  const { name } = listed.cluster;
  return withProgress(l10n`Looking at ${name}`, async (signal) => {
    const options = { interaction: 'allowed', signal } as const;
    const [document, permissions] = await unlessGone(ports.inventory, listed.cluster, () =>
      Promise.all([ports.managedClusters.read(listed, options), ports.clusterPermissions.permissions(listed, options)]),
    );
    const cluster = clusterFromArm(document.body, listed.cluster.tenantId) ?? listed.cluster;
    const seen = asRead(ports.inventory, listed, cluster, Date.now());
    assertNothingInTheWay(document.body, goal);
    if (!mayUpdate(permissions)) {
      throw updateRefusal(seen);
    }
    return { seen, document, permissions };
  });
}
