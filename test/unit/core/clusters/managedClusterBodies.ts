/** ManagedCluster bodies as ARM's REST API returns them, one for every variant that the product must tell apart. */
export const subscriptionId = '11111111-1111-4111-8111-111111111111';
export const tenantId = '22222222-2222-4222-8222-222222222222';
export const entraTenantId = '33333333-3333-4333-8333-333333333333';
export const groupId = '44444444-4444-4444-8444-444444444444';
export const clientAppId = '55555555-5555-4555-8555-555555555555';
export const serverAppId = '66666666-6666-4666-8666-666666666666';

export interface RestBody {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly [name: string]: unknown;
}

/** A running, public cluster without Entra. */
export function restBody(properties: Record<string, unknown> = {}, top: Record<string, unknown> = {}): RestBody {
  return {
    // ARM itself writes `resourcegroups` in lower case here.
    id: `/subscriptions/${subscriptionId}/resourcegroups/rg_pay_eu/providers/Microsoft.ContainerService/managedClusters/payments`,
    location: 'eastus',
    name: 'payments',
    type: 'Microsoft.ContainerService/ManagedClusters',
    kind: 'Base',
    sku: { name: 'Base', tier: 'Free' },
    identity: { type: 'SystemAssigned', principalId: 'p', tenantId },
    ...top,
    properties: {
      provisioningState: 'Succeeded',
      powerState: { code: 'Running' },
      kubernetesVersion: '1.33',
      currentKubernetesVersion: '1.33.5',
      dnsPrefix: 'payments',
      fqdn: 'payments-6b5vazn9.hcp.eastus.azmk8s.io',
      azurePortalFQDN: 'payments-6b5vazn9.portal.hcp.eastus.azmk8s.io',
      agentPoolProfiles: [
        { name: 'default', count: 3, vmSize: 'Standard_D2s_v5', mode: 'System', powerState: { code: 'Running' } },
      ],
      nodeResourceGroup: 'MC_rg_pay_eu_payments_eastus',
      enableRBAC: true,
      supportPlan: 'KubernetesOfficial',
      disableLocalAccounts: false,
      securityProfile: {},
      oidcIssuerProfile: { enabled: false },
      ...properties,
    },
  };
}

export function managedProfile(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    managed: true,
    adminGroupObjectIDs: [groupId],
    adminUsers: null,
    enableAzureRBAC: false,
    tenantID: entraTenantId,
    ...changes,
  };
}

export const legacyProfile = {
  adminGroupObjectIDs: null,
  clientAppID: clientAppId,
  serverAppID: serverAppId,
  tenantID: entraTenantId,
};

/** The same cluster as the SDK's flattened, renamed model has it. */
export function sdkBody(rest: RestBody): Record<string, unknown> {
  const { properties, ...top } = rest;
  const renamed = Object.fromEntries(Object.entries(properties).map(([name, value]) => [sdkName(name), value]));
  const profile = properties['aadProfile'];
  if (typeof profile === 'object' && profile !== null) {
    renamed['aadProfile'] = Object.fromEntries(
      Object.entries(profile).map(([name, value]) => [sdkName(name), (value as unknown) ?? undefined]),
    );
  }
  return { ...top, ...renamed };
}

function sdkName(name: string): string {
  const renames: Record<string, string> = {
    enableRBAC: 'enableRbac',
    enableAzureRBAC: 'enableAzureRbac',
    privateFQDN: 'privateFqdn',
    azurePortalFQDN: 'azurePortalFqdn',
  };
  return renames[name] ?? name;
}
