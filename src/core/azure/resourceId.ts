/** The parts of a managed cluster's ARM id. */
export interface ClusterIdParts {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

const clusterIdPattern =
  /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/microsoft\.containerservice\/managedclusters\/([^/]+)$/i;

/** Splits a managed cluster's ARM id; ARM is not consistent about the case of the fixed parts. */
export function parseClusterId(id: string): ClusterIdParts | undefined {
  const match = clusterIdPattern.exec(id);
  const [, subscriptionId, resourceGroup, name] = match ?? [];
  if (subscriptionId === undefined || resourceGroup === undefined || name === undefined) {
    return undefined;
  }
  return { subscriptionId, resourceGroup, name };
}

/** The id of the managed cluster that a scope is, or lies in; undefined for all other scopes. */
export function clusterIdOfScope(scope: string): string | undefined {
  const id = scope.split('/').slice(0, 9).join('/');
  return parseClusterId(id) === undefined ? undefined : id;
}
