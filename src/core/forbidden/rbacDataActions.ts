/** What each of Azure’s roles for the inside of a cluster lets do. */
export interface DataActions {
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

const clusters = 'Microsoft.ContainerService/managedClusters';

const readAndChanged = [
  'apps/daemonsets',
  'apps/deployments',
  'apps/replicasets',
  'apps/statefulsets',
  'autoscaling/horizontalpodautoscalers',
  'batch/cronjobs',
  'batch/jobs',
  'configmaps',
  'endpoints',
  'events',
  'extensions/daemonsets',
  'extensions/deployments',
  'extensions/ingresses',
  'extensions/networkpolicies',
  'extensions/replicasets',
  'networking.k8s.io/ingresses',
  'networking.k8s.io/networkpolicies',
  'persistentvolumeclaims',
  'pods',
  'policy/poddisruptionbudgets',
  'replicationcontrollers',
  'serviceaccounts',
  'services',
];
const onlyRead = [
  'apps/controllerrevisions',
  'discovery.k8s.io/endpointslices',
  'events.k8s.io/events',
  'limitranges',
  'metrics.k8s.io/nodes',
  'metrics.k8s.io/pods',
  'namespaces',
  'resourcequotas',
].map((one) => `${clusters}/${one}/read`);

/**
 * The data actions of the AKS RBAC roles, the least role first. None of the first two knows custom resources, which are
 * `customresources` here; those of the other two are all that there are, but for what they leave out.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers
 */
export const rbacDataActions: Readonly<
  Record<'rbacReader' | 'rbacWriter' | 'rbacAdmin' | 'rbacClusterAdmin', DataActions>
> = {
  rbacReader: {
    dataActions: [...readAndChanged.map((one) => `${clusters}/${one}/read`), ...onlyRead],
    notDataActions: [],
  },
  rbacWriter: {
    dataActions: [
      ...[...readAndChanged, 'secrets'].map((one) => `${clusters}/${one}/*`),
      ...['read', 'write', 'delete'].map((one) => `${clusters}/coordination.k8s.io/leases/${one}`),
      ...onlyRead,
    ],
    notDataActions: [],
  },
  rbacAdmin: {
    dataActions: [`${clusters}/*`],
    notDataActions: ['resourcequotas', 'namespaces'].flatMap((one) => [
      `${clusters}/${one}/write`,
      `${clusters}/${one}/delete`,
    ]),
  },
  rbacClusterAdmin: { dataActions: [`${clusters}/*`], notDataActions: [] },
};
