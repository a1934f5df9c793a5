const knownSegments = new Map(
  [
    'tenants',
    'subscriptions',
    'resourceGroups',
    'providers',
    'Microsoft.ContainerService',
    'Microsoft.ResourceGraph',
    'managedClusters',
    'locations',
    'operations',
    'resources',
    'Microsoft.Authorization',
    'permissions',
    'roleAssignments',
    'roleDefinitions',
    'roleEligibilityScheduleInstances',
    'roleAssignmentScheduleInstances',
    'roleAssignmentScheduleRequests',
    'namespaces',
    'managedNamespaces',
    'kubernetesVersions',
    'listCredential',
    'runCommand',
    'commandResults',
    'listClusterUserCredential',
    'listClusterAdminCredential',
    'listClusterMonitoringUserCredential',
  ].map((segment) => [segment.toLowerCase(), segment]),
);

const nameFollows = new Set(['subscriptions', 'resourcegroups', 'managedclusters', 'namespaces', 'managednamespaces']);

/** ARM compares paths without regard to case; the router does not. Names of things keep their case. */
export function canonicalArmPath(path: string): string {
  const segments = path.replace(/\/+$/, '').split('/');
  return segments
    .map((segment, index) => {
      // Every second segment is a name, but what follows a provider is a type again: only `/resourceGroups/<name>/`
      // and `/managedClusters/<name>` could be taken for a type, and there the name stays as it is.
      const before = segments[index - 1]?.toLowerCase();
      const isName = nameFollows.has(before ?? '');
      return isName ? segment : (knownSegments.get(segment.toLowerCase()) ?? segment);
    })
    .join('/');
}
