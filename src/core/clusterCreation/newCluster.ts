import type { ClusterIdParts } from '../azure/resourceId.ts';

/** `automatic`: Azure looks after the nodes, and Entra with Azure RBAC comes along. */
export type ClusterKind = 'automatic' | 'standard';

/** A cluster that somebody wants to have. */
export interface NewCluster extends ClusterIdParts {
  readonly kind: ClusterKind;
  /** The tenant of the subscription: Azure takes no other one. */
  readonly tenantId: string;
  /** The group is made first. */
  readonly isGroupNew: boolean;
  readonly location: string;
  readonly adminGroupObjectIds: readonly string[];
  /** Entra ID authorization (Azure RBAC) besides Kubernetes RBAC; Automatic always has it. */
  readonly enableAzureRbac: boolean;
  /** Empty: Azure chooses. */
  readonly kubernetesVersion: string;
  /** Empty: Azure chooses. */
  readonly nodeSize: string;
  readonly nodeCount: number;
}

/** What Azure itself takes where nobody says how many. */
export const usualNodeCount = 3;

/**
 * Whether the cluster gives out no certificate that signs nobody in. It does where nobody would get in by Entra
 * otherwise: somebody has to write the first role binding.
 */
export function areLocalAccountsOff({ kind, adminGroupObjectIds, enableAzureRbac }: NewCluster): boolean {
  return kind === 'automatic' || enableAzureRbac || adminGroupObjectIds.length > 0;
}

/** The resource id of a group. */
export function idOfGroup(subscriptionId: string, resourceGroup: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
}
