import { forbiddenBecause, otherNotFound } from '../answer.ts';
import type { Identity } from '../authentication.ts';
import { authorize, type AuthorizationState } from '../authorization.ts';
import { clusterAdmin, type PolicyRule } from '../policyRule.ts';
import type { ResourceRequest } from '../requestInfo.ts';
import { Refused } from '../writes/refused.ts';
import type { Json } from '../writes/requestBody.ts';
import { grantsTo, rulesOf } from './grants.ts';
import { rbacGroup, type Role, type RoleRef } from './rbacObjects.ts';

/**
 * You cannot give more rights than you have: a role needs the verb `escalate` or all of its rules, a binding `bind` or all rules
 * of its role. Follows kubernetes/pkg/registry/rbac, policybased/storage.go of each kind.
 * @throws Refused
 */
export function refuseEscalation(
  request: ResourceRequest,
  object: Json & { readonly metadata: { readonly name: string; readonly namespace?: string } },
  identity: Identity,
  state: AuthorizationState,
): void {
  const { name, namespace } = object.metadata;
  if (request.group !== rbacGroup || identity.groups.includes('system:masters')) {
    return;
  }
  const refuse = (missing: readonly PolicyRule[]): never => {
    throw new Refused(forbiddenBecause(request, name, escalationText(identity, missing)));
  };
  if (request.resource === 'roles' || request.resource === 'clusterroles') {
    const role = object as unknown as Role;
    // Whose rules a controller fills in may come to anything: it takes everything.
    const rules = role.aggregationRule === undefined ? (role.rules ?? []) : clusterAdmin;
    const missing = missingRules(rules, identity, namespace, state);
    if (missing.length > 0 && !mayOn('escalate', request.resource, name, namespace)) {
      refuse(missing);
    }
    return;
  }
  const roleRef = object['roleRef'] as RoleRef;
  const resource = roleRef.kind === 'Role' ? 'roles' : 'clusterroles';
  if (mayOn('bind', resource, roleRef.name, namespace)) {
    return;
  }
  const rules = rulesOf(roleRef, namespace, state.store);
  if (rules === undefined) {
    throw new Refused(otherNotFound(rbacGroup, roleRef.kind.toLowerCase(), roleRef.name));
  }
  const missing = missingRules(rules, identity, namespace, state);
  if (missing.length > 0) {
    refuse(missing);
  }

  function mayOn(verb: string, on: string, roleName: string, within: string | undefined): boolean {
    const asked = { ...request, verb, resource: on, subresource: undefined, name: roleName, namespace: within };
    return authorize(identity, asked, state).isAllowed;
  }
}

function escalationText({ userName, groups }: Identity, missing: readonly PolicyRule[]): string {
  const all = [...groups, 'system:authenticated'].map((group) => JSON.stringify(group)).join(' ');
  const user = `user ${JSON.stringify(userName)} (groups=[${all}])`;
  const rules = compact(missing).map(described).sort();
  return `${user} is attempting to grant RBAC permissions not currently held:\n${[...new Set(rules)].join('\n')}`;
}

/** The rules, each taken apart to one verb on one thing, that Kubernetes RBAC alone does not give; Azure's do not count. */
function missingRules(
  rules: readonly PolicyRule[],
  identity: Identity,
  namespace: string | undefined,
  { cluster, store }: AuthorizationState,
): PolicyRule[] {
  const held =
    cluster.arm.properties.enableRBAC === false
      ? clusterAdmin
      : grantsTo(identity, namespace, store).flatMap((grant) => [...grant.rules]);
  return rules.flatMap(takenApart).filter((one) => !held.some((rule) => covers(rule, one)));
}

function takenApart(rule: PolicyRule): PolicyRule[] {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const named = resourceNames.length === 0 ? [{}] : resourceNames.map((name) => ({ resourceNames: [name] }));
  return verbs.flatMap((verb) => [
    ...apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        named.map((name) => ({ apiGroups: [group], resources: [resource], ...name, verbs: [verb] })),
      ),
    ),
    ...nonResourceURLs.map((url) => ({ nonResourceURLs: [url], verbs: [verb] })),
  ]);
}

/** `ruleCovers` of component-helpers/auth/rbac/validation. */
function covers(rule: PolicyRule, one: PolicyRule): boolean {
  if (one.nonResourceURLs !== undefined) {
    return (
      hasAll(rule.verbs, one.verbs) &&
      one.nonResourceURLs.every((url) =>
        (rule.nonResourceURLs ?? []).some(
          (held) => held === url || (held.endsWith('*') && url.startsWith(held.slice(0, -1))),
        ),
      )
    );
  }
  const names = rule.resourceNames ?? [];
  return (
    hasAll(rule.verbs, one.verbs) &&
    hasAll(rule.apiGroups ?? [], one.apiGroups ?? []) &&
    (one.resources ?? []).every((resource) => hasResource(rule.resources ?? [], resource)) &&
    (names.length === 0 || ((one.resourceNames ?? []).length > 0 && hasAll(names, one.resourceNames ?? [])))
  );
}

function hasAll(held: readonly string[], wanted: readonly string[]): boolean {
  return held.includes('*') || wanted.every((one) => held.includes(one));
}

function hasResource(held: readonly string[], resource: string): boolean {
  const [, subresource] = resource.split('/');
  return (
    held.includes('*') || held.includes(resource) || (subresource !== undefined && held.includes(`*/${subresource}`))
  );
}

/** Verbs on the same thing are told together. */
function compact(rules: readonly PolicyRule[]): PolicyRule[] {
  const byTarget = Map.groupBy(rules, (rule) => JSON.stringify({ ...rule, verbs: [] }));
  return [...byTarget.values()].map((some) => ({
    ...some[0],
    verbs: [...new Set(some.flatMap(({ verbs }) => verbs))],
  }));
}

/** `CompactString` of kubernetes/pkg/apis/rbac/v1/helpers.go. */
function described({ apiGroups, resources, nonResourceURLs, resourceNames, verbs }: PolicyRule): string {
  const parts = Object.entries({
    APIGroups: apiGroups,
    Resources: resources,
    NonResourceURLs: nonResourceURLs,
    ResourceNames: resourceNames,
    Verbs: verbs,
  });
  const told = parts.flatMap(([name, values]) =>
    values === undefined || values.length === 0
      ? []
      : [`${name}:[${values.map((value) => JSON.stringify(value)).join(' ')}]`],
  );
  return `{${told.join(', ')}}`;
}
