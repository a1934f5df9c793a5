import { clusterScope } from '../azureRoles.ts';
import type { Eligibility, ResourceGroup, ScopedRoleAssignment } from '../scenario.ts';
import { deterministicGuid } from './deterministicGuid.ts';
import { ada, aksAdmins, ben } from './people.ts';
import { development, production, sandbox } from './subscriptions.ts';

/** Nobody has this account any more; its assignment at the root is still there, as such assignments are. */
const formerAdministrator = deterministicGuid('user who left');

/** Who may give roles in whole resource groups, and who owns a subscription. */
export const roleAssignments: ScopedRoleAssignment[] = [
  { scope: '/', role: 'User Access Administrator', principalObjectId: formerAdministrator },
  { scope: `/subscriptions/${sandbox.subscriptionId}`, role: 'Owner', principalObjectId: ada.objectId },
  ...[
    [production, 'rg_orders_eu'] as const,
    ...['rg-dev', 'rg-lab', 'rg-shared', 'rg-legacy'].map((group) => [development, group] as const),
  ].map(([{ subscriptionId }, group]): ScopedRoleAssignment => ({
    scope: `/subscriptions/${subscriptionId}/resourceGroups/${group}`,
    role: 'Role Based Access Control Administrator',
    principalObjectId: ada.objectId,
  })),
];

const { subscriptionId: inProduction } = production;
const { subscriptionId: inDevelopment } = development;

/** Roles on demand: at once, after approval, and through a group at a scope above the cluster. */
export const eligibilities: Eligibility[] = [
  {
    scope: clusterScope({ subscriptionId: inProduction, resourceGroup: 'rg_orders_eu', name: 'orders-prod' }),
    role: 'AKS RBAC Cluster Admin',
    principalObjectId: ben.objectId,
  },
  {
    scope: clusterScope({ subscriptionId: inDevelopment, resourceGroup: 'rg-dev', name: 'autopilot-dev' }),
    role: 'AKS RBAC Cluster Admin',
    principalObjectId: ben.objectId,
    approval: 'PendingApproval',
  },
  {
    scope: `/subscriptions/${inProduction}/resourceGroups/rg-audit`,
    role: 'AKS Cluster User Role',
    principalObjectId: aksAdmins.objectId,
    needsMfa: true,
    mostHours: 2,
  },
];

export const resourceGroups: ResourceGroup[] = [
  { subscriptionId: sandbox.subscriptionId, name: 'rg-empty', location: 'westeurope' },
];
