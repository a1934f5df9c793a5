import type { AzureRole } from '../../scenario.ts';

export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

export interface RoleDefinition extends Permission {
  readonly guid: string;
  readonly roleName: string;
}

const clusters = 'Microsoft.ContainerService/managedClusters';
const namespaced = [
  'apps/daemonsets',
  'apps/deployments',
  'apps/replicasets',
  'apps/statefulsets',
  'batch/cronjobs',
  'batch/jobs',
  'configmaps',
  'endpoints',
  'persistentvolumeclaims',
  'pods',
  'serviceaccounts',
  'services',
];
const readOnly = ['events', 'limitranges', 'namespaces', 'resourcequotas'].map((kind) => `${clusters}/${kind}/read`);
/** Of the four roles for what is in a cluster: data-plane roles, which bring no credential. */
const aboutItself = [
  'Microsoft.Authorization/*/read',
  'Microsoft.Insights/alertRules/*',
  'Microsoft.Resources/deployments/write',
  'Microsoft.Resources/subscriptions/operationresults/read',
  'Microsoft.Resources/subscriptions/read',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
  'Microsoft.Support/*',
];

/** The built-in roles that the simulator knows: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export const builtInRoles: Readonly<Record<AzureRole, RoleDefinition>> = {
  Owner: role('8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Owner', { actions: ['*'] }),
  Contributor: role('b24988ac-6180-42a0-ab88-20f7382dd24c', 'Contributor', {
    actions: ['*'],
    notActions: [
      'Microsoft.Authorization/*/Delete',
      'Microsoft.Authorization/*/Write',
      'Microsoft.Authorization/elevateAccess/Action',
    ],
  }),
  Reader: role('acdd72a7-3385-48ef-bd42-f606fba81ae7', 'Reader', { actions: ['*/read'] }),
  'User Access Administrator': role('18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 'User Access Administrator', {
    actions: ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'],
  }),
  'Role Based Access Control Administrator': role(
    'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
    'Role Based Access Control Administrator',
    {
      actions: [
        'Microsoft.Authorization/roleAssignments/write',
        'Microsoft.Authorization/roleAssignments/delete',
        '*/read',
        'Microsoft.Support/*',
      ],
    },
  ),
  'AKS Cluster User Role': role('4abbcc35-e782-43d8-92c5-2d3f1bd2253f', 'Azure Kubernetes Service Cluster User Role', {
    actions: [`${clusters}/listClusterUserCredential/action`, `${clusters}/read`],
  }),
  'AKS Cluster Admin Role': role(
    '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8',
    'Azure Kubernetes Service Cluster Admin Role',
    {
      actions: [
        `${clusters}/listClusterAdminCredential/action`,
        `${clusters}/accessProfiles/listCredential/action`,
        `${clusters}/read`,
        `${clusters}/runcommand/action`,
      ],
    },
  ),
  'AKS Cluster Monitoring User': role(
    '1afdec4b-e479-420e-99e7-f82237c7c5e6',
    'Azure Kubernetes Service Cluster Monitoring User',
    { actions: [`${clusters}/listClusterMonitoringUserCredential/action`, `${clusters}/read`] },
  ),
  'AKS Contributor': role('ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8', 'Azure Kubernetes Service Contributor Role', {
    actions: [`${clusters}/read`, `${clusters}/write`, 'Microsoft.Resources/deployments/*'],
  }),
  'AKS Namespace User': role('c9f76ca8-b262-4b10-8ed2-09cf0948aa35', 'Azure Kubernetes Service Namespace User', {
    actions: [`${clusters}/managedNamespaces/listCredential/action`, `${clusters}/managedNamespaces/read`],
  }),
  'AKS Namespace Contributor': role(
    '289d8817-ee69-43f1-a0af-43a45505b488',
    'Azure Kubernetes Service Namespace Contributor',
    { actions: [`${clusters}/managedNamespaces/*`, 'Microsoft.Resources/deployments/*'] },
  ),
  'AKS RBAC Cluster Admin': role(
    'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b',
    'Azure Kubernetes Service RBAC Cluster Admin',
    { actions: aboutItself, dataActions: [`${clusters}/*`] },
  ),
  'AKS RBAC Admin': role('3498e952-d568-435e-9b2c-8d77e338d7f7', 'Azure Kubernetes Service RBAC Admin', {
    actions: aboutItself,
    dataActions: [`${clusters}/*`],
    notDataActions: ['namespaces', 'resourcequotas'].flatMap((kind) => [
      `${clusters}/${kind}/write`,
      `${clusters}/${kind}/delete`,
    ]),
  }),
  'AKS RBAC Writer': role('a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb', 'Azure Kubernetes Service RBAC Writer', {
    actions: aboutItself,
    dataActions: [...[...namespaced, 'secrets'].map((kind) => `${clusters}/${kind}/*`), ...readOnly],
  }),
  'AKS RBAC Reader': role('7f6c6a51-bcf8-42ba-9220-52d62157d7db', 'Azure Kubernetes Service RBAC Reader', {
    actions: aboutItself,
    dataActions: [...namespaced.map((kind) => `${clusters}/${kind}/read`), ...readOnly],
  }),
};

/** The simulator's word for the role with that id (or whole resource id). */
export function roleWithId(id: string): AzureRole | undefined {
  const guid = id.split('/').at(-1)?.toLowerCase();
  return (Object.keys(builtInRoles) as AzureRole[]).find((name) => builtInRoles[name].guid === guid);
}

/** Whether the entry gives the action: its `notActions` take from its own `actions` only. */
export function gives({ actions, notActions }: Permission, action: string): boolean {
  return actions.some((one) => matches(one, action)) && !notActions.some((one) => matches(one, action));
}

/** `*` stands for any text, in the middle too. */
function matches(pattern: string, action: string): boolean {
  const text = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${text.join('.*')}$`, 'i').test(action);
}

function role(guid: string, roleName: string, permission: Partial<Permission>): RoleDefinition {
  return { guid, roleName, actions: [], notActions: [], dataActions: [], notDataActions: [], ...permission };
}
