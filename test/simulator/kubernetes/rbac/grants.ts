import type { Identity } from '../authentication.ts';
import type { PolicyRule } from '../policyRule.ts';
import type { ObjectStore } from '../writes/objectStore.ts';
import type { Binding, Role, RoleRef, Subject } from './rbacObjects.ts';

/** The rules that one binding gives somebody, and how Kubernetes puts that. */
export interface Grant {
  readonly rules: readonly PolicyRule[];
  readonly reason: string;
}

/** All that Kubernetes RBAC gives an identity: in the whole cluster, and in that namespace. */
export function grantsTo(identity: Identity, namespace: string | undefined, store: ObjectStore): Grant[] {
  const clusterWide = grantsOf(identity, undefined, store.list('clusterrolebindings') as Binding[], store);
  if (namespace === undefined) {
    return clusterWide;
  }
  const bindings = (store.list('rolebindings') as Binding[]).filter(({ metadata }) => metadata.namespace === namespace);
  return [...clusterWide, ...grantsOf(identity, namespace, bindings, store)];
}

function grantsOf(
  identity: Identity,
  namespace: string | undefined,
  bindings: readonly Binding[],
  store: ObjectStore,
): Grant[] {
  return bindings.flatMap(({ metadata, roleRef, subjects = [] }) => {
    const subject = subjects.find((one) => isMeant(one, namespace, identity));
    const rules = rulesOf(roleRef, namespace, store);
    if (subject === undefined || rules === undefined) {
      return [];
    }
    const binding =
      namespace === undefined
        ? `ClusterRoleBinding ${JSON.stringify(metadata.name)}`
        : `RoleBinding ${JSON.stringify(`${metadata.name}/${namespace}`)}`;
    const role = `${roleRef.kind} ${JSON.stringify(roleRef.name)}`;
    return [{ rules, reason: `RBAC: allowed by ${binding} of ${role} to ${described(subject)}` }];
  });
}

/** @returns undefined where there is no such role */
export function rulesOf(
  { kind, name }: RoleRef,
  namespace: string | undefined,
  store: ObjectStore,
): readonly PolicyRule[] | undefined {
  if (kind === 'Role') {
    const role = store.get('roles', namespace, name) as Role | undefined;
    return role && (role.rules ?? []);
  }
  const role = store.get('clusterroles', undefined, name) as Role | undefined;
  return role && aggregatedRules(role, store);
}

/** The rules that a controller writes into a ClusterRole with an `aggregationRule`: those of all that it selects. */
export function aggregatedRules(role: Role, store: ObjectStore, seen: readonly string[] = []): readonly PolicyRule[] {
  if (role.aggregationRule === undefined) {
    return role.rules ?? [];
  }
  const selectors = role.aggregationRule.clusterRoleSelectors ?? [];
  const path = [...seen, role.metadata.name];
  return (store.list('clusterroles') as Role[])
    .filter(({ metadata }) => !path.includes(metadata.name))
    .filter(({ metadata }) =>
      selectors.some(({ matchLabels = {} }) =>
        Object.entries(matchLabels).every(([key, value]) => metadata.labels?.[key] === value),
      ),
    )
    .flatMap((one) => aggregatedRules(one, store, path));
}

function isMeant(subject: Subject, bindingNamespace: string | undefined, { userName, groups }: Identity): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === userName;
    case 'Group':
      return groups.includes(subject.name) || subject.name === 'system:authenticated';
    case 'ServiceAccount':
      return userName === `system:serviceaccount:${subject.namespace ?? bindingNamespace ?? ''}:${subject.name}`;
    default:
      return false;
  }
}

function described({ kind, name, namespace }: Subject): string {
  return `${kind} ${JSON.stringify(namespace === undefined ? name : `${name}/${namespace}`)}`;
}
