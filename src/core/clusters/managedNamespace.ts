import { readProperty, readString } from '../azure/readProperty.ts';

/** A managed namespace of AKS: a resource of its own below a cluster, whose users may have no right on the cluster. */
export interface ManagedNamespace {
  /** ARM resource id, as ARM wrote it: `…/managedClusters/{cluster}/managedNamespaces/{name}`. */
  readonly id: string;
  readonly name: string;
  /** ARM resource id of the cluster that it is in, whether that can be seen or not. */
  readonly clusterId: string;
  readonly clusterName: string;
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  readonly location: string;
  /** The tenant that the subscription belongs to: sign-ins happen here. */
  readonly tenantId: string;
  /** ARM's word; the set is open. */
  readonly provisioningState: string;
}

const idPattern =
  /^(\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/microsoft\.containerservice\/managedclusters\/([^/]+))\/managednamespaces\/([^/]+)$/i;

/**
 * A managed namespace from ARM's body or from a row of a list; Resource Graph calls it `cluster/namespace`, so its name
 * is read from its id.
 *
 * @param tenantId tenant that its subscription belongs to
 * @returns undefined where the body is none with a readable id
 */
export function managedNamespaceFromArm(body: unknown, tenantId: string): ManagedNamespace | undefined {
  const id = readString(body, 'id') ?? '';
  const [, clusterId, subscriptionId, resourceGroup, clusterName, name] = idPattern.exec(id) ?? [];
  if (
    clusterId === undefined ||
    subscriptionId === undefined ||
    resourceGroup === undefined ||
    clusterName === undefined ||
    name === undefined
  ) {
    return undefined;
  }
  const properties = readProperty(body, 'properties') ?? body;
  return {
    id,
    name,
    clusterId,
    clusterName,
    resourceGroup,
    subscriptionId,
    location: readString(body, 'location') ?? '',
    tenantId,
    provisioningState: readString(properties, 'provisioningState') ?? 'unknown',
  };
}
