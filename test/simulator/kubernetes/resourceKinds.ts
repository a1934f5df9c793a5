/** The kinds of resources that the simulated API server announces in discovery. */
export interface ResourceKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** Plural, lower case, as in paths. */
  readonly resource: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
}

const readable = ['get', 'list', 'watch'];
const writable = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
const creatable = ['create'];

function kindsOf(
  group: string,
  version: string,
  isNamespaced: boolean,
  verbs: readonly string[],
  kinds: readonly (readonly [resource: string, kind: string, shortName?: string])[],
): ResourceKind[] {
  return kinds.map(([resource, kind, shortName]) => ({
    group,
    version,
    resource,
    kind,
    isNamespaced,
    verbs,
    ...(shortName === undefined ? {} : { shortNames: [shortName] }),
    ...(inCategoryAll.has(resource) ? { categories: ['all'] } : {}),
  }));
}

/** What `kubectl get all` asks for. */
const inCategoryAll = new Set([
  'pods',
  'services',
  'daemonsets',
  'deployments',
  'replicasets',
  'statefulsets',
  'cronjobs',
  'jobs',
]);

export const resourceKinds: readonly ResourceKind[] = [
  ...kindsOf('', 'v1', false, writable, [['namespaces', 'Namespace', 'ns']]),
  ...kindsOf('', 'v1', false, readable, [
    ['nodes', 'Node', 'no'],
    ['persistentvolumes', 'PersistentVolume', 'pv'],
  ]),
  ...kindsOf('', 'v1', true, writable, [
    ['configmaps', 'ConfigMap', 'cm'],
    ['secrets', 'Secret'],
    ['serviceaccounts', 'ServiceAccount', 'sa'],
  ]),
  ...kindsOf('', 'v1', true, readable, [
    ['endpoints', 'Endpoints', 'ep'],
    ['events', 'Event', 'ev'],
    ['persistentvolumeclaims', 'PersistentVolumeClaim', 'pvc'],
    ['pods', 'Pod', 'po'],
    ['services', 'Service', 'svc'],
  ]),
  ...kindsOf('apps', 'v1', true, readable, [
    ['daemonsets', 'DaemonSet', 'ds'],
    ['deployments', 'Deployment', 'deploy'],
    ['replicasets', 'ReplicaSet', 'rs'],
    ['statefulsets', 'StatefulSet', 'sts'],
  ]),
  ...kindsOf('batch', 'v1', true, readable, [
    ['cronjobs', 'CronJob', 'cj'],
    ['jobs', 'Job'],
  ]),
  ...kindsOf('coordination.k8s.io', 'v1', true, readable, [['leases', 'Lease']]),
  ...kindsOf('authentication.k8s.io', 'v1', false, creatable, [['selfsubjectreviews', 'SelfSubjectReview']]),
  ...kindsOf('authorization.k8s.io', 'v1', false, creatable, [
    ['selfsubjectaccessreviews', 'SelfSubjectAccessReview'],
    ['selfsubjectrulesreviews', 'SelfSubjectRulesReview'],
  ]),
  ...kindsOf('rbac.authorization.k8s.io', 'v1', false, writable, [
    ['clusterrolebindings', 'ClusterRoleBinding'],
    ['clusterroles', 'ClusterRole'],
  ]),
  ...kindsOf('rbac.authorization.k8s.io', 'v1', true, writable, [
    ['rolebindings', 'RoleBinding'],
    ['roles', 'Role'],
  ]),
  // Of a custom resource definition: there are none of them.
  ...kindsOf('networking.istio.io', 'v1', true, readable, [['virtualservices', 'VirtualService', 'vs']]),
];

export function groupVersionOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Whether objects of this kind can be made, changed and deleted here: they are in the cluster's store. */
export function isWritable({ verbs }: ResourceKind): boolean {
  return verbs.includes('update');
}
