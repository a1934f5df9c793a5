import type { KubernetesObject } from '../clusterObjects.ts';
import type { PolicyRule } from '../policyRule.ts';

export const rbacGroup = 'rbac.authorization.k8s.io';

export interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly apiGroup?: string;
  readonly namespace?: string;
}

export interface RoleRef {
  readonly apiGroup: string;
  readonly kind: string;
  readonly name: string;
}

/** A RoleBinding or a ClusterRoleBinding that was checked when it was written. */
export interface Binding extends KubernetesObject {
  readonly subjects?: readonly Subject[];
  readonly roleRef: RoleRef;
}

/** A Role or a ClusterRole that was checked when it was written. */
export interface Role extends KubernetesObject {
  readonly rules?: readonly PolicyRule[];
  readonly aggregationRule?: {
    readonly clusterRoleSelectors?: readonly { readonly matchLabels?: Readonly<Record<string, string>> }[];
  };
}
