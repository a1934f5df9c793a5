import type { JsonObject } from '../../../../src/core/clusterWrites/rawCluster.ts';

export const tenantId = '11111111-1111-4111-8111-111111111111';
export const admins = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
export const platform = 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb';

/** A cluster as ARM's GET has it, with what nothing here knows, frozen to its depth. */
export function rawCluster(properties: JsonObject = {}, rest: JsonObject = {}): JsonObject {
  return deepFreeze({
    id: '/subscriptions/s-1/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/web',
    location: 'westeurope',
    name: 'web',
    sku: { name: 'Base', tier: 'Free' },
    properties: {
      provisioningState: 'Succeeded',
      powerState: { code: 'Running' },
      enableRBAC: true,
      agentPoolProfiles: [{ name: 'pool', count: 3, unknown: { eTag: 'p' } }],
      somethingNew: { depth: [1, null, { is: true }] },
      ...properties,
    },
    eTag: 'e-1',
    ...rest,
  });
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) {
      deepFreeze(inner);
    }
  }
  return value;
}

export const legacyProfile = {
  clientAppID: 'cccccccc-cccc-4ccc-8ccc-cccccccccccc',
  serverAppID: 'dddddddd-dddd-4ddd-8ddd-dddddddddddd',
  tenantID: tenantId,
  adminGroupObjectIDs: null,
};
