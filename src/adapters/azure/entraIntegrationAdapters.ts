import type { GroupCreation, GroupMembership } from '../../core/directory/groupCreation.ts';
import type { GroupSearch } from '../../core/directory/groupSearch.ts';
import type {
  ClusterOperations,
  ClusterPermissions,
  ManagedClusters,
} from '../../core/entraIntegration/managedClusterPorts.ts';
import type { Logger } from '../../core/logger.ts';
import type { ArmClient } from './armClient.ts';
import { ArmOperations } from './armOperations.ts';
import { ArmPermissions } from './armPermissions.ts';
import type { GraphClient } from '../graph/graphClient.ts';
import { GraphGroupCreation } from '../graph/graphGroupCreation.ts';
import { GraphGroupSearch } from '../graph/graphGroupSearch.ts';
import { ArmManagedClusters } from './managedClusters.ts';

/** What changing the Entra integration of a cluster needs of Azure. */
export function entraIntegrationAdapters(
  arm: ArmClient,
  graph: GraphClient,
  logger: Logger,
): {
  readonly managedClusters: ManagedClusters;
  readonly clusterOperations: ClusterOperations;
  readonly clusterPermissions: ClusterPermissions;
  readonly groupSearch: GroupSearch;
  readonly groupCreation: GroupCreation;
  readonly groupMembership: GroupMembership;
} {
  const groups = new GraphGroupCreation(graph, logger);
  return {
    managedClusters: new ArmManagedClusters(arm),
    clusterOperations: new ArmOperations(arm),
    clusterPermissions: new ArmPermissions(arm),
    groupSearch: new GraphGroupSearch(graph, logger),
    groupCreation: groups,
    groupMembership: groups,
  };
}
