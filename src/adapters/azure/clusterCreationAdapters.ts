import type { RoleAssignments } from '../../core/access/accessPorts.ts';
import type { ClusterChoices, ClusterCreation } from '../../core/clusterCreation/creationPorts.ts';
import type { ArmClient } from './armClient.ts';
import { ArmClusterChoices } from './clusterChoices.ts';
import { ArmManagedClusters } from './managedClusters.ts';
import { ArmResourceGroups } from './resourceGroups.ts';
import { ArmRoleAssignments } from './roleAssignments.ts';

/** What making a cluster needs of Azure, beside what following it does. */
export function clusterCreationAdapters(arm: ArmClient): {
  readonly clusterChoices: ClusterChoices;
  readonly clusterCreation: ClusterCreation;
  readonly roleAssignments: RoleAssignments;
} {
  const clusters = new ArmManagedClusters(arm);
  const groups = new ArmResourceGroups(arm);
  return {
    clusterChoices: new ArmClusterChoices(arm),
    clusterCreation: {
      createGroup: (place, options, name, location) => groups.createGroup(place, options, name, location),
      exists: (seen, options) => clusters.exists(seen, options),
      create: (seen, options, body) => clusters.create(seen, options, body),
    },
    roleAssignments: new ArmRoleAssignments(arm),
  };
}
