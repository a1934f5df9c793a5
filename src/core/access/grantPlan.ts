import type { Cluster } from '../clusters/cluster.ts';
import { isGuest, type Principal, principalName } from '../directory/people.ts';
import { clusterScope } from './clusterScope.ts';
import { type AccessLevel, type AzureRoleKey, rbacRole } from './roles.ts';

/** Where access holds. */
export type GrantPlace =
  { readonly kind: 'cluster' } | { readonly kind: 'namespace' | 'managedNamespace'; readonly name: string };

/** Access that somebody is to have. */
export interface Grant {
  readonly who: Principal;
  readonly where: GrantPlace;
  readonly level: AccessLevel;
}

/** A RoleBinding, or without a namespace a ClusterRoleBinding, to one of Kubernetes’ own ClusterRoles. */
export interface PlannedBinding {
  readonly name: string;
  readonly namespace?: string;
  readonly clusterRole: AccessLevel;
  readonly subject: BindingSubject;
}

/** How a cluster names somebody who signed in with Entra. */
export interface BindingSubject {
  readonly kind: 'Group' | 'User';
  readonly name: string;
}

/** One thing that is written. */
export type GrantStep =
  | {
      readonly kind: 'assignment';
      /** So that a credential can be fetched, or what one may do with it. */
      readonly purpose: 'fetch' | 'rights';
      readonly role: AzureRoleKey;
      readonly scope: string;
      readonly principal: Principal;
    }
  | { readonly kind: 'binding'; readonly binding: PlannedBinding };

/**
 * What a grant takes: the role by which a credential can be fetched at all, and what lets one do something with it. The
 * RBAC roles of Azure are data-plane only, and a binding says nothing to Azure.
 */
export function planGrant(cluster: Cluster, { who, where, level }: Grant): readonly GrantStep[] {
  const ofCluster = clusterScope(cluster);
  const isManaged = where.kind === 'managedNamespace';
  const fetch: GrantStep = {
    kind: 'assignment',
    purpose: 'fetch',
    role: isManaged ? 'namespaceUser' : 'clusterUser',
    scope: isManaged ? `${ofCluster}/managedNamespaces/${where.name}` : ofCluster,
    principal: who,
  };
  const rights: GrantStep =
    cluster.authorization === 'azureRbac'
      ? {
          kind: 'assignment',
          purpose: 'rights',
          role: rbacRole(level),
          scope: scopeOf(ofCluster, where),
          principal: who,
        }
      : { kind: 'binding', binding: bindingFor(who, where, level) };
  return [fetch, rights];
}

/** The levels that a place can have: over the whole cluster only is there a cluster admin. */
export function levelsAt(where: GrantPlace): readonly AccessLevel[] {
  return where.kind === 'cluster' ? ['view', 'edit', 'admin', 'cluster-admin'] : ['view', 'edit', 'admin'];
}

/**
 * How the API server names somebody: groups by object id; people by user principal name where they are at home in the
 * tenant, and by object id where they are guests, whose tokens carry no such name.
 *
 * @see https://learn.microsoft.com/azure/aks/kubernetes-rbac-entra-id
 */
export function subjectOf(who: Principal): BindingSubject {
  return who.kind === 'User' && who.signInName !== undefined && !isGuest(who)
    ? { kind: 'User', name: who.signInName }
    : { kind: who.kind, name: who.objectId };
}

function scopeOf(ofCluster: string, where: GrantPlace): string {
  switch (where.kind) {
    case 'cluster':
      return ofCluster;
    case 'namespace':
      return `${ofCluster}/namespaces/${where.name}`;
    case 'managedNamespace':
      return `${ofCluster}/managedNamespaces/${where.name}`;
  }
}

function bindingFor(who: Principal, where: GrantPlace, clusterRole: AccessLevel): PlannedBinding {
  const speaking = principalName(who)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 30);
  const id = who.objectId.slice(0, 8);
  const name = ['aks-entra', clusterRole, ...(speaking === '' || speaking.startsWith(id) ? [] : [speaking]), id];
  return {
    name: name.join('-').replaceAll(/-{2,}/g, '-'),
    ...(where.kind === 'cluster' ? {} : { namespace: where.name }),
    clusterRole,
    subject: subjectOf(who),
  };
}

/** Whether a text can be the name of a namespace (RFC 1123 label). */
export function isNamespaceName(text: string): boolean {
  return /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text);
}
