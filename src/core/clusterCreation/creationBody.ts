import type { JsonObject } from '../clusterWrites/rawCluster.ts';
import { areLocalAccountsOff, type NewCluster } from './newCluster.ts';

/**
 * The cluster as it is sent to Azure. What is left out, Azure fills in: a Standard cluster has what az 2.85 was recorded
 * to send of what it needs (azure-cli test_aks_approuting_gateway_istio_enable_disable, 2026-04), an Automatic one what
 * the documentation sends.
 */
export function creationBody(cluster: NewCluster): JsonObject {
  return cluster.kind === 'automatic' ? automatic(cluster) : standard(cluster);
}

/** Entra, Azure RBAC, the nodes’ size, their network and upgrades come by themselves. */
function automatic({ location }: NewCluster): JsonObject {
  return {
    location,
    sku: { name: 'Automatic', tier: 'Standard' },
    identity: { type: 'SystemAssigned' },
    properties: {
      agentPoolProfiles: [{ name: 'systempool', mode: 'System', count: 3 }],
      supportPlan: 'KubernetesOfficial',
    },
  };
}

function standard(cluster: NewCluster): JsonObject {
  const { location, kubernetesVersion, nodeSize, nodeCount } = cluster;
  const pool = {
    name: 'nodepool1',
    mode: 'System',
    type: 'VirtualMachineScaleSets',
    osType: 'Linux',
    count: nodeCount,
    vmSize: nodeSize,
    orchestratorVersion: kubernetesVersion,
  };
  return {
    location,
    sku: { name: 'Base', tier: 'Free' },
    identity: { type: 'SystemAssigned' },
    properties: {
      dnsPrefix: dnsPrefix(cluster),
      kubernetesVersion,
      enableRBAC: true,
      disableLocalAccounts: areLocalAccountsOff(cluster),
      aadProfile: {
        managed: true,
        adminGroupObjectIDs: [...cluster.adminGroupObjectIds],
        tenantID: cluster.tenantId,
        enableAzureRBAC: cluster.enableAzureRbac,
      },
      agentPoolProfiles: [pool],
      networkProfile: { loadBalancerSku: 'standard', outboundType: 'loadBalancer' },
    },
  };
}

/**
 * The start of the API server’s name: letters, digits and hyphens, at most 54, a letter or digit at both ends. Azure adds
 * what makes it unique.
 *
 * @see https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/aks-common-issues-faq
 */
function dnsPrefix({ name, resourceGroup, subscriptionId }: NewCluster): string {
  const words = [name, resourceGroup].map((part) => part.replaceAll(/[^a-z0-9-]/gi, '').slice(0, 18));
  const text = [...words, subscriptionId.slice(0, 6)].join('-').replaceAll(/^-+|-+$/g, '');
  return /^[a-z]/i.test(text) ? text : `a${text}`;
}
