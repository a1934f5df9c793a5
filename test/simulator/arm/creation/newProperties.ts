import { randomUUID } from 'node:crypto';
import type { ArmManagedClusterProperties, Subscription } from '../../scenario.ts';
import type { Pool } from './clusterRules.ts';
import type { ChosenVersion } from './kubernetesVersions.ts';

export interface NewClusterFacts {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly location: string;
  readonly version: ChosenVersion;
  readonly pools: readonly Pool[];
}

/** What AKS fills in, as recorded in 2026-04 (api 2026-03-01). An empty text means "you choose". */
export function newProperties(
  facts: NewClusterFacts,
  wanted: ArmManagedClusterProperties,
): ArmManagedClusterProperties {
  const { subscriptionId, resourceGroup, name, location, version, pools } = facts;
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== ''));
  const prefix = (given['dnsPrefix'] as string | undefined) ?? `${name}-${resourceGroup}-${subscriptionId.slice(0, 6)}`;
  const unique = randomUUID();
  const host = `${prefix.slice(0, 45).toLowerCase()}-${unique.slice(0, 8)}`;
  return {
    powerState: { code: 'Running' },
    dnsPrefix: prefix,
    nodeResourceGroup: `MC_${resourceGroup}_${name}_${location}`,
    enableRBAC: true,
    supportPlan: 'KubernetesOfficial',
    disableLocalAccounts: false,
    securityProfile: {},
    autoUpgradeProfile: { nodeOSUpgradeChannel: 'NodeImage' },
    metricsProfile: { costAnalysis: { enabled: false } },
    nodeProvisioningProfile: { mode: 'Manual', defaultNodePools: 'Auto' },
    bootstrapProfile: { artifactSource: 'Direct' },
    ...given,
    networkProfile: {
      networkPlugin: 'azure',
      networkPluginMode: 'overlay',
      networkPolicy: 'none',
      loadBalancerSku: 'standard',
      outboundType: 'loadBalancer',
      ...(given['networkProfile'] as object | undefined),
    },
    agentPoolProfiles: pools.map((pool) => newPool(pool, version)),
    oidcIssuerProfile: { enabled: true, issuerURL: `https://${location}.oic.prod-aks.azure.com/${unique}/` },
    provisioningState: 'Creating',
    kubernetesVersion: version.kubernetesVersion,
    currentKubernetesVersion: version.current,
    fqdn: `${host}.hcp.${location}.azmk8s.io`,
    azurePortalFQDN: `${host}.portal.hcp.${location}.azmk8s.io`,
    resourceUID: unique.replace(/-/g, '').slice(0, 24),
    maxAgentPools: 100,
  };
}

/** What Automatic brings with it, whatever the request says: Entra with Azure RBAC, and no local accounts. */
export function automaticProperties(
  { aadProfile }: ArmManagedClusterProperties,
  { tenantId }: Subscription,
): Partial<ArmManagedClusterProperties> {
  return {
    aadProfile: {
      managed: true,
      adminGroupObjectIDs: aadProfile?.adminGroupObjectIDs ?? null,
      adminUsers: null,
      enableAzureRBAC: true,
      tenantID: tenantId,
    },
    disableLocalAccounts: true,
    apiServerAccessProfile: { enablePrivateCluster: false, enableVnetIntegration: true, subnetId: '' },
    nodeResourceGroupProfile: { restrictionLevel: 'ReadOnly' },
    nodeProvisioningProfile: { mode: 'Auto', defaultNodePools: 'Auto' },
    autoUpgradeProfile: { upgradeChannel: 'stable', nodeOSUpgradeChannel: 'NodeImage' },
  };
}

function newPool(pool: Pool, { kubernetesVersion, current }: ChosenVersion): Record<string, unknown> {
  const given = Object.fromEntries(Object.entries(pool).filter(([, value]) => value !== ''));
  return {
    count: 3,
    osType: 'Linux',
    maxPods: 250,
    type: 'VirtualMachineScaleSets',
    scaleDownMode: 'Delete',
    powerState: { code: 'Running' },
    ...given,
    vmSize: ((given['vmSize'] as string | undefined) ?? 'standard_d2s_v5').toLowerCase(),
    upgradeSettings: { maxSurge: '10%', maxUnavailable: '0' },
    provisioningState: 'Creating',
    orchestratorVersion: kubernetesVersion,
    currentOrchestratorVersion: current,
  };
}
