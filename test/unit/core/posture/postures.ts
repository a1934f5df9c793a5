import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { clusterPosture, type ClusterPosture } from '../../../../src/core/posture/clusterPosture.ts';
import { clusterOf } from '../entraIntegration/changeTexts.ts';
import { rawCluster, tenantId } from '../entraIntegration/rawClusters.ts';

const tenant = { tenantId, displayName: 'Contoso' };

/** A cluster as the inventory has it. */
export function seenOf(body: ReturnType<typeof rawCluster>, subscriptionName = 'Production'): SeenCluster {
  return {
    cluster: clusterOf(body),
    account: { id: 'ada.home', label: 'ada@contoso.com' },
    tenants: { owner: tenant, lister: tenant },
    subscription: { subscriptionId: 's-1', displayName: subscriptionName, tenantId, state: 'Enabled' },
  };
}

/** What a fresh GET of a cluster says, in the version in which it was made. */
export function postureOf(properties: object = {}, rest: object = {}, apiVersion = '2026-06-01'): ClusterPosture {
  const body = rawCluster({ ...properties }, { ...rest });
  return clusterPosture(seenOf(body), { apiVersion, body });
}

/** A cluster with nothing to complain about. */
export const safe = {
  aadProfile: { managed: true, adminGroupObjectIDs: [], enableAzureRBAC: true },
  disableLocalAccounts: true,
  apiServerAccessProfile: { authorizedIPRanges: ['192.0.2.0/24'], disableRunCommand: true },
  agentPoolProfiles: [{ securityProfile: { sshAccess: 'EntraId' } }],
};
