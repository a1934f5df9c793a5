import { clusterScope } from '../azureRoles.ts';
import type { ScopedRoleAssignment, SimulatedCluster, SimulatedFleet } from '../scenario.ts';
import { clusterWith, managedEntra } from './clusterTemplate.ts';
import { nia } from './people.ts';
import { development, fleetSubscription } from './subscriptions.ts';

const hubGroup = 'FL_rg-fleet_web-fleet_westeurope';
const { subscriptionId } = fleetSubscription;
const fleetScope = `/subscriptions/${subscriptionId}/resourceGroups/rg-fleet/providers/Microsoft.ContainerService/fleets/web-fleet`;
const autopilot = clusterScope({
  subscriptionId: development.subscriptionId,
  resourceGroup: 'rg-dev',
  name: 'autopilot-dev',
});

export const fleets: SimulatedFleet[] = [
  {
    subscriptionId,
    resourceGroup: 'rg-fleet',
    name: 'web-fleet',
    location: 'westeurope',
    hasHub: true,
    hub: { resourceGroup: hubGroup, name: 'hub' },
    memberIds: [autopilot],
  },
];

export const hubs: SimulatedCluster[] = [
  {
    ...clusterWith({
      subscription: fleetSubscription,
      resourceGroup: hubGroup,
      name: 'hub',
      properties: {
        aadProfile: managedEntra(fleetSubscription, { adminGroups: null, azureRbac: true }),
        disableLocalAccounts: true,
      },
    }),
    fleet: { scope: fleetScope, roleAssignments: [{ level: 'Reader', principalObjectId: nia.objectId }] },
  },
];

/** What Nia may do: one managed namespace of a cluster, and a fleet. */
export const placeRoles: ScopedRoleAssignment[] = [
  ...(['AKS Namespace User', 'AKS RBAC Writer'] as const).map((role) => ({
    scope: `${autopilot}/managedNamespaces/checkout`,
    role,
    principalObjectId: nia.objectId,
  })),
  { scope: fleetScope, role: 'Contributor', principalObjectId: nia.objectId },
];
