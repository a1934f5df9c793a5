import { readBoolean, readStrings } from '../../src/core/azure/readProperty.ts';
import type { ClusterIdParts } from '../../src/core/azure/resourceId.ts';
import type { SimulatedCluster } from '../simulator/scenario.ts';
import type { Simulator } from '../simulator/simulator.ts';

/** What ARM holds of a cluster: what a change has to agree in. */
export interface ClusterFacts {
  readonly aadProfile: unknown;
  readonly disableLocalAccounts: unknown;
  readonly sku: unknown;
  readonly identity: unknown;
}

export function clusterFacts(simulator: Simulator, cluster: ClusterIdParts): ClusterFacts {
  const { properties, sku, identity } = heldCluster(simulator, cluster).arm;
  const { aadProfile, disableLocalAccounts = false } = properties;
  return { aadProfile: writtenOut(aadProfile), disableLocalAccounts, sku, identity: identity?.['type'] };
}

/** Where nothing is said of them, Azure RBAC is off and there are no groups: az says nothing then, and we do. */
function writtenOut(profile: object | null | undefined): object | null | undefined {
  return (
    profile && {
      ...profile,
      adminGroupObjectIDs: readStrings(profile, 'adminGroupObjectIDs'),
      enableAzureRBAC: readBoolean(profile, 'enableAzureRBAC') ?? false,
    }
  );
}

/** Role, principal and scope of everything that is assigned on a cluster and below it. */
export function assignmentsOn(simulator: Simulator, cluster: ClusterIdParts): string[] {
  return heldCluster(simulator, cluster)
    .roleAssignments.map(({ role, principalObjectId, below }) => `${role}, ${principalObjectId}, ${below ?? 'cluster'}`)
    .toSorted();
}

/** Where two clusters differ otherwise, as paths. Not in what each Azure makes up for itself. */
export function otherDifferences(simulators: readonly [Simulator, Simulator], cluster: ClusterIdParts): string[] {
  const [one, other] = simulators;
  const [left, right] = [leaves(heldCluster(one, cluster).arm), leaves(heldCluster(other, cluster).arm)];
  const paths = new Set([...left.keys(), ...right.keys()]);
  return [...paths]
    .filter((path) => !madeUp.test(path) && left.get(path) !== right.get(path))
    .map((path) => `${path}: az ${left.get(path) ?? 'none'}, ours ${right.get(path) ?? 'none'}`);
}

/** @throws Error where there is none */
function heldCluster(
  { directory }: Simulator,
  { subscriptionId, resourceGroup, name }: ClusterIdParts,
): SimulatedCluster {
  const found = directory.findCluster(subscriptionId, resourceGroup, name);
  if (found === undefined) {
    throw new Error(`There is no cluster ${name} in ${resourceGroup}.`);
  }
  return found;
}

const madeUp = /etag|clientId|objectId|principalId|fqdn|issuerURL|resourceUID|effectiveOutboundIPs/i;

function leaves(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    for (const [name, inner] of Object.entries(value)) {
      leaves(inner, path === '' ? name : `${path}.${name}`, found);
    }
  } else {
    found.set(path, JSON.stringify(value));
  }
  return found;
}
