import { randomUUID } from 'node:crypto';
import { clusterScope } from '../../azureRoles.ts';
import type { ArmManagedCluster, SimulatedCluster, Subscription } from '../../scenario.ts';
import { requireAadProfile } from '../aadProfileRules.ts';
import { ArmError, badBody } from '../armErrors.ts';
import type { ArmState } from '../armState.ts';
import { requireMatch, type Conditions } from '../conditions.ts';
import { plannedOutcome, requireEnabled } from '../managedClusterUpdate.ts';
import type { Operation } from '../operations.ts';
import {
  requireClusterName,
  requirePools,
  requireQuota,
  requireRegion,
  requireVersion,
  type Pool,
} from './clusterRules.ts';
import { automaticProperties, newProperties } from './newProperties.ts';

export interface NewCluster {
  readonly subscription: Subscription;
  readonly resourceGroup: string;
  readonly name: string;
}

/**
 * `PUT` of a cluster that is not there. It is in every list at once, as Creating, with no eTag and no node before the
 * operation’s end.
 *
 * @throws ArmError 400, 403, 404, 409 or 412
 */
export function createManagedCluster(
  state: ArmState,
  { subscription, resourceGroup, name }: NewCluster,
  body: unknown,
  conditions: Conditions,
): { cluster: SimulatedCluster; operation: Operation } {
  requireMatch(conditions, undefined);
  requireEnabled(subscription);
  const { subscriptionId } = subscription;
  const found = state.directory
    .resourceGroupsIn(subscriptionId)
    .find((one) => one.name.toLowerCase() === resourceGroup.toLowerCase());
  if (!found) {
    throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${resourceGroup}' could not be found.`);
  }
  requireClusterName(name);
  const wanted = requireBody(body);
  const isAutomatic = wanted.sku?.name.toLowerCase() === 'automatic';
  const path = clusterScope({ subscriptionId, resourceGroup: found.name, name });
  const location = requireRegion(wanted.location, subscription, path, isAutomatic);
  const pools = requirePools(wanted);
  const version = requireVersion(name, found.name, wanted);
  requireQuota(subscription, location, pools);
  requireIdentity(wanted);

  const facts = { subscriptionId, resourceGroup: found.name, name, location, version, pools };
  const defaults = newProperties(facts, wanted.properties);
  const properties = isAutomatic ? { ...defaults, ...automaticProperties(wanted.properties, subscription) } : defaults;
  if (!isAutomatic && typeof wanted.properties['dnsPrefix'] !== 'string') {
    throw badBody('Required parameter dnsPrefix is missing (null).', 'InvalidParameter');
  }
  const aadProfile = requireAadProfile(properties, undefined, subscription);
  const identityId = randomUUID();
  const cluster: SimulatedCluster = {
    subscriptionId,
    resourceGroup: found.name,
    name,
    arm: {
      ...wanted,
      location,
      kind: isAutomatic ? 'Automatic' : 'Base',
      sku: isAutomatic ? { name: 'Automatic', tier: 'Standard' } : { name: 'Base', tier: wanted.sku?.tier ?? 'Free' },
      identity: { ...wanted.identity, principalId: identityId, tenantId: subscription.tenantId },
      properties: { ...properties, ...(aadProfile ? { aadProfile } : {}) },
    },
    roleAssignments: [],
    bindings: [],
    nodes: [],
  };
  state.directory.addCluster(cluster);
  const operation = state.operations.start({
    kind: 'create',
    cluster,
    changed: [],
    lost: [],
    planned: plannedOutcome(state),
    onEnd: ({ ending }) => {
      const isMade = ending === 'Succeeded';
      cluster.arm = settled(cluster.arm, ending === 'Overtaken' ? 'Failed' : ending);
      cluster.nodes = isMade ? pools.flatMap((pool) => nodesOf(pool, identityId)) : [];
    },
  });
  return { cluster, operation };
}

/** Only the answer of the PUT has labels in its pools. */
export function createdJson(json: Record<string, unknown>): Record<string, unknown> {
  const properties = json['properties'] as Record<string, unknown>;
  const pools = (properties['agentPoolProfiles'] as Pool[]).map((pool) => ({ ...pool, nodeLabels: {} }));
  return { ...json, properties: { ...properties, agentPoolProfiles: pools } };
}

/** What the GET after the end has and the answer of the PUT had not: eTags, identities, and another case of one word. */
function settled(arm: ArmManagedCluster, provisioningState: string): ArmManagedCluster {
  const network = arm.properties['networkProfile'] as Record<string, unknown>;
  return {
    ...arm,
    eTag: randomUUID(),
    properties: {
      ...arm.properties,
      provisioningState,
      agentPoolProfiles: (arm.properties['agentPoolProfiles'] as Pool[]).map((pool) => ({
        ...pool,
        provisioningState,
      })),
      networkProfile: { ...network, loadBalancerSku: 'Standard' },
      identityProfile: { kubeletidentity: { clientId: randomUUID(), objectId: randomUUID() } },
    },
  };
}

function nodesOf({ name = '', count = 3 }: Pool, id: string): { name: string; ready: boolean }[] {
  return Array.from({ length: count }, (_unused, index) => ({
    name: `aks-${name}-${id.slice(0, 8)}-vmss${String(index).padStart(6, '0')}`,
    ready: true,
  }));
}

function requireBody(body: unknown): ArmManagedCluster {
  const wanted = body as Partial<ArmManagedCluster> | null;
  if (typeof wanted !== 'object' || wanted === null || typeof wanted.properties !== 'object') {
    throw badBody("The 'properties' property is required.");
  }
  const own = new Set(['id', 'name', 'type', 'eTag']);
  const rest = Object.entries(structuredClone(wanted)).filter(([key]) => !own.has(key));
  return Object.fromEntries(rest) as unknown as ArmManagedCluster;
}

function requireIdentity({ identity, properties }: ArmManagedCluster): void {
  if (identity?.['type'] === undefined && properties['servicePrincipalProfile'] === undefined) {
    throw badBody('Required parameter identity or servicePrincipalProfile is missing (null).', 'InvalidParameter');
  }
}
