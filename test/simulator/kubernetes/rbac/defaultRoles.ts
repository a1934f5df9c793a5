import type { PolicyRule } from '../policyRule.ts';

/** A ClusterRole that every cluster has from its first start. */
export interface DefaultClusterRole {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly rules: readonly PolicyRule[];
  /** Its rules are those of all ClusterRoles with this label, whoever made them. */
  readonly aggregates?: string;
}

const read = ['get', 'list', 'watch'];
const write = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const rbacGroup = 'rbac.authorization.k8s.io';

function rule(verbs: readonly string[], apiGroup: string, ...resources: string[]): PolicyRule {
  return { apiGroups: [apiGroup], resources, verbs };
}

const viewRules: readonly PolicyRule[] = [
  rule(
    read,
    '',
    'configmaps',
    'endpoints',
    'persistentvolumeclaims',
    'persistentvolumeclaims/status',
    'pods',
    'replicationcontrollers',
    'replicationcontrollers/scale',
    'serviceaccounts',
    'services',
    'services/status',
  ),
  rule(
    read,
    '',
    'bindings',
    'events',
    'limitranges',
    'namespaces/status',
    'pods/log',
    'pods/status',
    'replicationcontrollers/status',
    'resourcequotas',
    'resourcequotas/status',
  ),
  rule(read, '', 'namespaces'),
  rule(read, 'discovery.k8s.io', 'endpointslices'),
  rule(
    read,
    'apps',
    'controllerrevisions',
    ...['daemonsets', 'daemonsets/status', 'deployments', 'deployments/scale', 'deployments/status'],
    ...['replicasets', 'replicasets/scale', 'replicasets/status'],
    ...['statefulsets', 'statefulsets/scale', 'statefulsets/status'],
  ),
  rule(read, 'autoscaling', 'horizontalpodautoscalers', 'horizontalpodautoscalers/status'),
  rule(read, 'batch', 'cronjobs', 'cronjobs/status', 'jobs', 'jobs/status'),
  rule(read, 'policy', 'poddisruptionbudgets', 'poddisruptionbudgets/status'),
  rule(read, 'networking.k8s.io', 'ingresses', 'ingresses/status', 'networkpolicies'),
];

const editRules: readonly PolicyRule[] = [
  rule(read, '', 'pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'secrets', 'services/proxy'),
  rule(['impersonate'], '', 'serviceaccounts'),
  rule(write, '', 'pods', 'pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy'),
  rule(['create'], '', 'pods/eviction'),
  rule(
    write,
    '',
    'configmaps',
    'events',
    'persistentvolumeclaims',
    'replicationcontrollers',
    'replicationcontrollers/scale',
    'secrets',
    'serviceaccounts',
    'services',
    'services/proxy',
  ),
  rule(['create'], '', 'serviceaccounts/token'),
  rule(
    write,
    'apps',
    ...['daemonsets', 'deployments', 'deployments/rollback', 'deployments/scale'],
    ...['replicasets', 'replicasets/scale', 'statefulsets', 'statefulsets/scale'],
  ),
  rule(write, 'autoscaling', 'horizontalpodautoscalers'),
  rule(write, 'batch', 'cronjobs', 'jobs'),
  rule(write, 'policy', 'poddisruptionbudgets'),
  rule(write, 'networking.k8s.io', 'ingresses', 'networkpolicies'),
  rule([...write, ...read], 'coordination.k8s.io', 'leases'),
];

const adminRules: readonly PolicyRule[] = [
  rule(['create'], 'authorization.k8s.io', 'localsubjectaccessreviews'),
  rule([...write, ...read], rbacGroup, 'rolebindings', 'roles'),
];

const publicPaths = ['/healthz', '/livez', '/readyz', '/version', '/version/'];

export const aggregateTo = {
  view: `${rbacGroup}/aggregate-to-view`,
  edit: `${rbacGroup}/aggregate-to-edit`,
  admin: `${rbacGroup}/aggregate-to-admin`,
};

/** Follows plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go, as far as people and kubectl meet it. */
export const defaultClusterRoles: readonly DefaultClusterRole[] = [
  {
    name: 'cluster-admin',
    rules: [
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      { nonResourceURLs: ['*'], verbs: ['*'] },
    ],
  },
  { name: 'admin', rules: [], aggregates: aggregateTo.admin },
  { name: 'edit', labels: { [aggregateTo.admin]: 'true' }, rules: [], aggregates: aggregateTo.edit },
  { name: 'view', labels: { [aggregateTo.edit]: 'true' }, rules: [], aggregates: aggregateTo.view },
  { name: 'system:aggregate-to-admin', labels: { [aggregateTo.admin]: 'true' }, rules: adminRules },
  { name: 'system:aggregate-to-edit', labels: { [aggregateTo.edit]: 'true' }, rules: editRules },
  { name: 'system:aggregate-to-view', labels: { [aggregateTo.view]: 'true' }, rules: viewRules },
  {
    name: 'system:basic-user',
    rules: [
      rule(['create'], 'authorization.k8s.io', 'selfsubjectaccessreviews', 'selfsubjectrulesreviews'),
      rule(['create'], 'authentication.k8s.io', 'selfsubjectreviews'),
    ],
  },
  {
    name: 'system:discovery',
    rules: [
      {
        nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*', ...publicPaths],
        verbs: ['get'],
      },
    ],
  },
  { name: 'system:public-info-viewer', rules: [{ nonResourceURLs: publicPaths, verbs: ['get'] }] },
];

/** ClusterRoleBindings of the same name as their role, to one group each. */
export const defaultBindings: readonly { readonly role: string; readonly group: string }[] = [
  { role: 'cluster-admin', group: 'system:masters' },
  { role: 'system:basic-user', group: 'system:authenticated' },
  { role: 'system:discovery', group: 'system:authenticated' },
  { role: 'system:public-info-viewer', group: 'system:authenticated' },
];
