import assert from 'node:assert/strict';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { clusterFromArm } from '../../../../src/core/clusters/clusterFromArm.ts';
import type { EntraUpdate } from '../../../../src/core/entraIntegration/plannedProfile.ts';
import type { JsonObject } from '../../../../src/core/clusterWrites/rawCluster.ts';
import { admins, tenantId } from './rawClusters.ts';

type Integration = Extract<EntraUpdate, { tenantId: string }>;

export const enableForAdmins: Integration = {
  goal: 'enable',
  adminGroupObjectIds: [admins],
  tenantId,
  enableAzureRbac: false,
};
export const migrateForAdmins: Integration = { ...enableForAdmins, goal: 'migrate' };

export function clusterOf(body: JsonObject): Cluster {
  const cluster = clusterFromArm(body, tenantId);
  assert.ok(cluster);
  return cluster;
}
