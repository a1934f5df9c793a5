import { readProperty, readString } from '../azure/readProperty.ts';
import { parseClusterId } from '../azure/resourceId.ts';

/** A fleet of AKS clusters (Azure Kubernetes Fleet Manager). */
export interface Fleet {
  /** ARM resource id, as ARM wrote it. */
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  readonly location: string;
  /** The tenant that the subscription belongs to: sign-ins happen here. */
  readonly tenantId: string;
  /** Without a hub cluster there is no credential. Absent where Azure's list does not tell. */
  readonly hasHub?: boolean;
}

const idPattern =
  /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/microsoft\.containerservice\/fleets\/([^/]+)$/i;

/**
 * A fleet from ARM's body or from a row of a list.
 *
 * @param tenantId tenant that its subscription belongs to
 * @returns undefined where the body is none with a readable id
 */
export function fleetFromArm(body: unknown, tenantId: string): Fleet | undefined {
  const id = readString(body, 'id') ?? '';
  const [, subscriptionId, resourceGroup, name] = idPattern.exec(id) ?? [];
  if (subscriptionId === undefined || resourceGroup === undefined || name === undefined) {
    return undefined;
  }
  const properties = readProperty(body, 'properties');
  const hub = readProperty(properties ?? body, 'hubProfile');
  // Rows of a query have it as a column, empty where there is none; a list of resources has no properties at all.
  const isTold = properties !== undefined || hub !== undefined;
  return {
    id,
    name,
    resourceGroup,
    subscriptionId,
    location: readString(body, 'location') ?? '',
    tenantId,
    ...(isTold ? { hasHub: typeof hub === 'object' && hub !== null } : {}),
  };
}

/** A cluster that is in a fleet, whether the account sees it or not. */
export interface FleetMember {
  /** What the fleet calls it. */
  readonly name: string;
  readonly clusterId: string;
  readonly clusterName: string;
  readonly resourceGroup: string;
}

/** A member from ARM's body; undefined where it names no cluster. */
export function fleetMemberFromArm(body: unknown): FleetMember | undefined {
  const clusterId = readString(readProperty(body, 'properties') ?? body, 'clusterResourceId') ?? '';
  const parts = parseClusterId(clusterId);
  if (parts === undefined) {
    return undefined;
  }
  const { name: clusterName, resourceGroup } = parts;
  return { name: readString(body, 'name') ?? clusterName, clusterId, clusterName, resourceGroup };
}
