import type { RequestInfo } from './requestInfo.ts';

/** A rule of a Kubernetes role. `*` in a list stands for everything. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  /** Absent or empty: whatever the name. */
  readonly resourceNames?: readonly string[];
  /** A trailing `*` stands for any rest of the path. */
  readonly nonResourceURLs?: readonly string[];
}

const read = ['get', 'list', 'watch'];
const everything: PolicyRule = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };

const namespacedResources: readonly { readonly apiGroups: string[]; readonly resources: string[] }[] = [
  {
    apiGroups: [''],
    resources: [
      'configmaps',
      'endpoints',
      'events',
      'limitranges',
      'persistentvolumeclaims',
      'pods',
      'pods/log',
      'resourcequotas',
      'serviceaccounts',
      'services',
    ],
  },
  { apiGroups: ['apps'], resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'] },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'] },
];
const readNamespaces: PolicyRule = { verbs: read, apiGroups: [''], resources: ['namespaces'] };

/** The data actions of *AKS RBAC Reader*: reads what is in namespaces and their list, but neither nodes nor secrets. */
export const view: readonly PolicyRule[] = [
  readNamespaces,
  ...namespacedResources.map((some): PolicyRule => ({ verbs: read, ...some })),
];

/** The data actions of *AKS RBAC Writer*: changes what is in namespaces, secrets included; no nodes. */
export const write: readonly PolicyRule[] = [
  readNamespaces,
  ...namespacedResources.map((some): PolicyRule => ({ verbs: ['*'], ...some })),
  { verbs: ['*'], apiGroups: [''], resources: ['secrets'] },
];

export const clusterAdmin: readonly PolicyRule[] = [everything, { verbs: ['*'], nonResourceURLs: ['*'] }];

export function isCovered(request: RequestInfo, rules: readonly PolicyRule[]): boolean {
  return rules.some((rule) => includes(rule.verbs, request.verb) && coversTarget(request, rule));
}

function coversTarget(request: RequestInfo, rule: PolicyRule): boolean {
  if (!request.isResource) {
    return (rule.nonResourceURLs ?? []).some((pattern) =>
      pattern.endsWith('*') ? request.path.startsWith(pattern.slice(0, -1)) : request.path === pattern,
    );
  }
  const { group, resource, subresource, name } = request;
  const full = subresource === undefined ? resource : `${resource}/${subresource}`;
  const names = rule.resourceNames ?? [];
  return (
    includes(rule.apiGroups ?? [], group) &&
    (includes(rule.resources ?? [], full) ||
      (subresource !== undefined && includes(rule.resources ?? [], `*/${subresource}`))) &&
    (names.length === 0 || (name !== undefined && names.includes(name)))
  );
}

function includes(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}
