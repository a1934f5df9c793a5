/** One of Azure’s built-in roles. */
export interface AzureRole {
  readonly id: string;
  readonly name: string;
}

/** How much access: Kubernetes’ own roles for people, which Azure’s follow. */
export type AccessLevel = 'view' | 'edit' | 'admin' | 'cluster-admin';

/** @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers */
export const azureRoles = {
  clusterUser: { id: '4abbcc35-e782-43d8-92c5-2d3f1bd2253f', name: 'Azure Kubernetes Service Cluster User Role' },
  clusterAdmin: { id: '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8', name: 'Azure Kubernetes Service Cluster Admin Role' },
  contributor: { id: 'ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8', name: 'Azure Kubernetes Service Contributor Role' },
  namespaceUser: { id: 'c9f76ca8-b262-4b10-8ed2-09cf0948aa35', name: 'Azure Kubernetes Service Namespace User' },
  namespaceContributor: {
    id: '289d8817-ee69-43f1-a0af-43a45505b488',
    name: 'Azure Kubernetes Service Namespace Contributor',
  },
  rbacReader: { id: '7f6c6a51-bcf8-42ba-9220-52d62157d7db', name: 'Azure Kubernetes Service RBAC Reader' },
  rbacWriter: { id: 'a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb', name: 'Azure Kubernetes Service RBAC Writer' },
  rbacAdmin: { id: '3498e952-d568-435e-9b2c-8d77e338d7f7', name: 'Azure Kubernetes Service RBAC Admin' },
  rbacClusterAdmin: {
    id: 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b',
    name: 'Azure Kubernetes Service RBAC Cluster Admin',
  },
  owner: { id: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', name: 'Owner' },
  userAccessAdministrator: { id: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', name: 'User Access Administrator' },
  rbacAdministrator: {
    id: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
    name: 'Role Based Access Control Administrator',
  },
  wholeContributor: { id: 'b24988ac-6180-42a0-ab88-20f7382dd24c', name: 'Contributor' },
} as const satisfies Record<string, AzureRole>;

export type AzureRoleKey = keyof typeof azureRoles;

const rbacRoles: Readonly<Record<AccessLevel, AzureRoleKey>> = {
  view: 'rbacReader',
  edit: 'rbacWriter',
  admin: 'rbacAdmin',
  'cluster-admin': 'rbacClusterAdmin',
};

/** The data-plane role that stands for a level where Azure RBAC decides. */
export function rbacRole(level: AccessLevel): AzureRoleKey {
  return rbacRoles[level];
}

/** The role that a role definition’s id names; undefined for one that is not known here, such as a custom one. */
export function roleOfDefinition(roleDefinitionId: string): AzureRoleKey | undefined {
  const id = roleDefinitionId.split('/').at(-1)?.toLowerCase();
  return (Object.keys(azureRoles) as AzureRoleKey[]).find((key) => azureRoles[key].id === id);
}

/** What does whatever a role does, as far as a grant needs it: each with the role itself first. */
const coveringRoles: Partial<Record<AzureRoleKey, readonly AzureRoleKey[]>> = {
  // Owner and Contributor may do every action of the control plane, that of the credential too.
  clusterUser: ['clusterUser', 'owner', 'wholeContributor'],
  namespaceUser: ['namespaceUser', 'owner', 'wholeContributor'],
  rbacReader: ['rbacReader', 'rbacWriter', 'rbacAdmin', 'rbacClusterAdmin'],
  rbacWriter: ['rbacWriter', 'rbacAdmin', 'rbacClusterAdmin'],
  rbacAdmin: ['rbacAdmin', 'rbacClusterAdmin'],
};

/** Whether who has one role needs the other one no more. */
export function covers(role: AzureRoleKey, needed: AzureRoleKey): boolean {
  return (coveringRoles[needed] ?? [needed]).includes(role);
}
