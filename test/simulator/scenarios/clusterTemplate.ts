import type {
  ArmAadProfile,
  ArmManagedCluster,
  ArmManagedClusterProperties,
  AzureRole,
  SimulatedCluster,
  Subscription,
} from '../scenario.ts';
import { deterministicGuid } from './deterministicGuid.ts';

/** What sets one cluster apart from the plain one. */
export interface ClusterTraits {
  readonly subscription: Subscription;
  readonly resourceGroup: string;
  readonly name: string;
  readonly location?: string;
  readonly version?: string;
  /** Further ARM properties, over those that every cluster has. */
  readonly properties?: Partial<ArmManagedClusterProperties>;
  readonly arm?: Partial<Pick<ArmManagedCluster, 'kind' | 'sku' | 'tags'>>;
  /** Object ids by role. */
  readonly roles?: Partial<Record<AzureRole, readonly string[]>>;
  readonly bindings?: SimulatedCluster['bindings'];
  readonly managedNamespaces?: readonly string[];
  /** `true` where the API server has a private address only. */
  readonly hasNoPublicFqdn?: boolean;
}

/** A running, public cluster without Entra, unless its traits say otherwise. */
export function clusterWith(traits: ClusterTraits): SimulatedCluster {
  const { subscription, resourceGroup, name, location = 'westeurope', version = '1.33.5' } = traits;
  const identity = deterministicGuid(`${subscription.subscriptionId}/${resourceGroup}/${name}`);
  const dnsName = `${name.slice(0, 20)}-${identity.slice(0, 8)}`;
  const fqdn = `${dnsName}.hcp.${location}.azmk8s.io`;
  return {
    subscriptionId: subscription.subscriptionId,
    resourceGroup,
    name,
    arm: {
      location,
      eTag: identity.replace(/^.{8}/, '00000001'),
      kind: 'Base',
      sku: { name: 'Base', tier: 'Standard' },
      ...traits.arm,
      identity: { type: 'SystemAssigned', principalId: identity, tenantId: subscription.tenantId },
      properties: {
        provisioningState: 'Succeeded',
        powerState: { code: 'Running' },
        kubernetesVersion: version.replace(/\.\d+$/, ''),
        currentKubernetesVersion: version,
        dnsPrefix: name,
        ...(traits.hasNoPublicFqdn === true ? {} : { fqdn }),
        azurePortalFQDN: fqdn.replace('.hcp.', '.portal.hcp.'),
        agentPoolProfiles: [
          {
            name: 'default',
            count: 3,
            vmSize: 'Standard_D2s_v5',
            osType: 'Linux',
            mode: 'System',
            powerState: { code: 'Running' },
            orchestratorVersion: version.replace(/\.\d+$/, ''),
          },
        ],
        nodeResourceGroup: `MC_${resourceGroup}_${name}_${location}`,
        servicePrincipalProfile: { clientId: 'msi' },
        identityProfile: {
          kubeletidentity: {
            clientId: deterministicGuid(`kubelet's client ${identity}`),
            objectId: deterministicGuid(`kubelet's object ${identity}`),
          },
        },
        enableRBAC: true,
        supportPlan: 'KubernetesOfficial',
        networkProfile: { networkPlugin: 'azure', loadBalancerSku: 'standard' },
        disableLocalAccounts: false,
        securityProfile: {},
        oidcIssuerProfile: { enabled: false },
        resourceUID: identity.replace(/-/g, '').slice(0, 24),
        ...traits.properties,
      },
    },
    roleAssignments: Object.entries(traits.roles ?? {}).flatMap(([role, principals]) =>
      principals.map((principalObjectId) => ({ role: role as AzureRole, principalObjectId })),
    ),
    bindings: traits.bindings ?? [],
    ...(traits.managedNamespaces === undefined ? {} : { managedNamespaces: traits.managedNamespaces }),
    nodes: [0, 1, 2].map((index) => ({
      name: `aks-default-${identity.slice(0, 8)}-vmss00000${index}`,
      // One that is not, so that a node list has something to show.
      ready: index < 2 || name !== 'payments-prod',
    })),
  };
}

/** Managed Entra as ARM returns it. */
export function managedEntra(
  subscription: Subscription,
  profile: { readonly adminGroups: readonly string[] | null; readonly azureRbac?: boolean | null },
): ArmAadProfile {
  const { adminGroups, azureRbac = false } = profile;
  return {
    managed: true,
    adminGroupObjectIDs: adminGroups === null ? null : [...adminGroups],
    adminUsers: null,
    enableAzureRBAC: azureRbac,
    tenantID: subscription.tenantId,
  };
}

/** A private cluster's part of the properties. */
export function privateAccess(
  name: string,
  location: string,
  hasPublicFqdn: boolean,
): Partial<ArmManagedClusterProperties> {
  const zone = `privatelink.${location}.azmk8s.io`;
  const label = deterministicGuid(`private zone ${name}`).slice(0, 8);
  return {
    privateFQDN: `${name}-${label}.${deterministicGuid(name)}.${zone}`,
    apiServerAccessProfile: {
      enablePrivateCluster: true,
      enablePrivateClusterPublicFQDN: hasPublicFqdn,
      privateDNSZone: 'system',
    },
  };
}
