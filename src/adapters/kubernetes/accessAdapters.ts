import type { ClusterConnections, ManagedNamespaces, RoleAssignments } from '../../core/access/accessPorts.ts';
import type { ClusterCredentials } from '../../core/clusters/clusterCredentials.ts';
import type { ClusterNow } from '../../core/clusters/seenNow.ts';
import type { GroupMembership } from '../../core/directory/groupCreation.ts';
import type { GroupSearch } from '../../core/directory/groupSearch.ts';
import type { PeopleSearch } from '../../core/directory/people.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import type { Logger } from '../../core/logger.ts';
import type { BastionHosts, RunCommands } from '../../core/privateClusters/commandPorts.ts';
import type { ArmClient } from '../azure/armClient.ts';
import { ArmClusterNow } from '../azure/armClusterNow.ts';
import { ArmManagedNamespaces } from '../azure/managedNamespaces.ts';
import { ArmRoleAssignments } from '../azure/roleAssignments.ts';
import { ArmRunCommands } from '../azure/armRunCommand.ts';
import type { GraphClient } from '../graph/graphClient.ts';
import { GraphGroupCreation } from '../graph/graphGroupCreation.ts';
import { GraphGroupSearch } from '../graph/graphGroupSearch.ts';
import { GraphPeople } from '../graph/graphPeople.ts';
import { ApiServerConnections } from './clusterConnections.ts';

/** What giving access, and the ways around a network, take of Azure, of the directory and of the clusters themselves. */
export interface AccessAdapters {
  readonly roleAssignments: RoleAssignments;
  readonly clusters: ClusterNow;
  readonly managedNamespaces: ManagedNamespaces;
  readonly clusterConnections: ClusterConnections;
  readonly people: PeopleSearch;
  readonly groupSearch: GroupSearch;
  readonly groupMembership: GroupMembership;
  readonly runCommands: RunCommands & BastionHosts;
}

export function accessAdapters(
  arm: ArmClient,
  credentials: ClusterCredentials,
  signIn: SignIn,
  graph: GraphClient,
  logger: Logger,
): AccessAdapters {
  return {
    roleAssignments: new ArmRoleAssignments(arm),
    clusters: new ArmClusterNow(arm),
    managedNamespaces: new ArmManagedNamespaces(arm),
    clusterConnections: new ApiServerConnections(credentials, signIn),
    people: new GraphPeople(graph, logger),
    groupSearch: new GraphGroupSearch(graph, logger),
    groupMembership: new GraphGroupCreation(graph, logger),
    runCommands: new ArmRunCommands(arm, signIn),
  };
}
