import type { Cloud } from '../../core/azure/clouds.ts';
import type { GroupSearch } from '../../core/directory/groupSearch.ts';
import type {
  ClusterOperations,
  ClusterPermissions,
  ManagedClusters,
} from '../../core/entraIntegration/managedClusterPorts.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import type { Logger } from '../../core/logger.ts';
import type { ArmClient } from './armClient.ts';
import { ArmOperations } from './armOperations.ts';
import { ArmPermissions } from './armPermissions.ts';
import { GraphGroupSearch } from '../graph/graphGroupSearch.ts';
import { ArmManagedClusters } from './managedClusters.ts';

/** What changing the Entra integration of a cluster needs of Azure. */
export function entraIntegrationAdapters(
  arm: ArmClient,
  signIn: SignIn,
  cloud: () => Cloud,
  logger: Logger,
): {
  readonly managedClusters: ManagedClusters;
  readonly clusterOperations: ClusterOperations;
  readonly clusterPermissions: ClusterPermissions;
  readonly groupSearch: GroupSearch;
} {
  return {
    managedClusters: new ArmManagedClusters(arm),
    clusterOperations: new ArmOperations(arm),
    clusterPermissions: new ArmPermissions(arm),
    groupSearch: new GraphGroupSearch(signIn, cloud, logger),
  };
}
