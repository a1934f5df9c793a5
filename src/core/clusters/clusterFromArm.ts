import { readBoolean, readProperty, readString, readStrings } from '../azure/readProperty.ts';
import { parseClusterId } from '../azure/resourceId.ts';
import type { Cluster } from './cluster.ts';

/**
 * A `Cluster` from ARM's ManagedCluster, as REST has it (`properties.…`) or as the SDK flattens it.
 *
 * @param tenantId tenant that the cluster's subscription belongs to
 * @returns undefined where the body is not a managed cluster with a readable id
 */
export function clusterFromArm(body: unknown, tenantId: string): Cluster | undefined {
  const id = readString(body, 'id');
  const parts = id === undefined ? undefined : parseClusterId(id);
  if (id === undefined || parts === undefined) {
    return undefined;
  }
  const properties = readProperty(body, 'properties') ?? body;
  const access = readProperty(properties, 'apiServerAccessProfile');
  const ranges = readStrings(access, 'authorizedIPRanges');
  const privateHost = readString(properties, 'privateFQDN');
  const host = readString(properties, 'fqdn') ?? privateHost;
  const tier = readString(readProperty(body, 'sku'), 'tier');
  const entra = entraIntegration(readProperty(properties, 'aadProfile'));
  return {
    id,
    ...parts,
    location: readString(body, 'location') ?? '',
    tenantId,
    kubernetesVersion:
      readString(properties, 'currentKubernetesVersion') ?? readString(properties, 'kubernetesVersion') ?? 'unknown',
    entra,
    authorization: authorization(properties, entra),
    hasLocalAccounts: readBoolean(properties, 'disableLocalAccounts') !== true,
    isPrivate: readBoolean(access, 'enablePrivateCluster') === true,
    ...(ranges.length === 0 ? {} : { authorizedIpRanges: ranges }),
    ...(readBoolean(access, 'disableRunCommand') === true ? { isRunCommandOff: true } : {}),
    ...(host === undefined ? {} : { apiServerHost: host }),
    ...(privateHost === undefined || privateHost === host ? {} : { privateApiServerHost: privateHost }),
    power: powerState(readString(readProperty(properties, 'powerState'), 'code')),
    provisioningState: readString(properties, 'provisioningState') ?? 'unknown',
    ...(tier === undefined ? {} : { tier }),
    isAutomatic: readString(readProperty(body, 'sku'), 'name')?.toLowerCase() === 'automatic',
  };
}

function entraIntegration(profile: unknown): Cluster['entra'] {
  if (typeof profile !== 'object' || profile === null) {
    return { kind: 'none' };
  }
  const tenantId = readString(profile, 'tenantID');
  const shared = {
    ...(tenantId === undefined ? {} : { tenantId }),
    adminGroupObjectIds: readStrings(profile, 'adminGroupObjectIDs'),
  };
  if (readBoolean(profile, 'managed') === true) {
    return { kind: 'managed', ...shared };
  }
  const clientAppId = readString(profile, 'clientAppID');
  const serverAppId = readString(profile, 'serverAppID');
  return {
    kind: 'legacy',
    ...shared,
    ...(clientAppId === undefined ? {} : { clientAppId }),
    ...(serverAppId === undefined ? {} : { serverAppId }),
  };
}

function authorization(properties: unknown, entra: Cluster['entra']): Cluster['authorization'] {
  if (entra.kind !== 'none' && readBoolean(readProperty(properties, 'aadProfile'), 'enableAzureRBAC') === true) {
    return 'azureRbac';
  }
  return readBoolean(properties, 'enableRBAC') === false ? 'none' : 'kubernetesRbac';
}

function powerState(code: string | undefined): Cluster['power'] {
  return code === 'Running' || code === 'Stopped' ? code : 'unknown';
}
