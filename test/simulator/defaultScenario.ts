import type { Scenario } from './scenario.ts';
import { developmentClusters, fabrikamClusters } from './scenarios/developmentClusters.ts';
import { eligibilities, resourceGroups, roleAssignments } from './scenarios/azureRoles.ts';
import { fleets, hubs, placeRoles } from './scenarios/fleets.ts';
import { ada, ben, cleo, contoso, dan, deployer, fabrikam, groups, nia } from './scenarios/people.ts';
import { productionClusters } from './scenarios/productionClusters.ts';
import { production, subscriptions } from './scenarios/subscriptions.ts';

/** Two tenants, five subscriptions and every variant of a cluster that `facts-azure.md` names. */
export const defaultScenario: Scenario = {
  tenants: [contoso, fabrikam],
  users: [ada, ben, cleo, dan, nia],
  groups,
  apps: [deployer],
  subscriptions,
  clusters: [...productionClusters, ...developmentClusters, ...fabrikamClusters, ...hubs],
  roleAssignments: [...roleAssignments, ...placeRoles],
  fleets,
  bastions: [
    {
      subscriptionId: production.subscriptionId,
      resourceGroup: 'rg-hub',
      name: 'hub-bastion',
      location: 'westeurope',
    },
  ],
  resourceGroups,
  eligibilities,
  signedInUpn: ada.upn,
};
