import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { ClusterPermissions, ManagedClusters } from '../../core/entraIntegration/managedClusterPorts.ts';
import { mayUpdate } from '../../core/access/permissions.ts';
import type { EntraGoal } from '../../core/entraIntegration/plannedProfile.ts';
import type { ClusterDocument } from '../../core/clusterWrites/rawCluster.ts';
import { updateRefusal } from '../../core/entraIntegration/updateRefusal.ts';
import { l10n } from '../../core/l10n.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { assertNothingInTheWay } from './nothingInTheWay.ts';

interface LookPorts {
  readonly managedClusters: ManagedClusters;
  readonly clusterPermissions: ClusterPermissions;
}

/** A cluster as it is now, and what the account may do there. */
interface LookedAt {
  readonly document: ClusterDocument;
  readonly permissions: readonly unknown[];
}

/**
 * What the cluster is now, where nothing stands in the way and the account may change it.
 *
 * @throws AksEntraError; an AbortError on cancel
 */
export async function lookAtCluster(ports: LookPorts, seen: SeenCluster, goal: EntraGoal): Promise<LookedAt> {
  const { name } = seen.cluster;
  return withProgress(l10n`Looking at ${name}`, async (signal) => {
    const options = { interaction: 'allowed', signal } as const;
    const [document, permissions] = await Promise.all([
      ports.managedClusters.read(seen, options),
      ports.clusterPermissions.permissions(seen, options),
    ]);
    assertNothingInTheWay(document.body, goal);
    if (!mayUpdate(permissions)) {
      throw updateRefusal(seen);
    }
    return { document, permissions };
  });
}
