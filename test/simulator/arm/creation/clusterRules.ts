import type { ArmManagedCluster, Subscription } from '../../scenario.ts';
import { ArmError, badBody } from '../armErrors.ts';
import { armRefusal } from '../refusals.ts';
import { chooseVersion, type ChosenVersion } from './kubernetesVersions.ts';
import { clusterRegions, hasAutomatic, regionName } from './regions.ts';

export interface Pool {
  readonly name?: string;
  readonly mode?: string;
  readonly count?: number;
  readonly vmSize?: string;
  readonly [other: string]: unknown;
}

/** @throws ArmError 400 */
export function requireClusterName(name: string): void {
  if (!/^[a-z0-9](?:[-_a-z0-9]{0,61}[a-z0-9])?$/i.test(name)) {
    throw invalid(
      'managedCluster.Name',
      `The value of parameter name is invalid: '${name}'. The name must be 1 to 63 letters, digits, '-' and '_'.`,
    );
  }
}

/** @throws ArmError 400, or 403 where the region is not open to the subscription */
export function requireRegion(
  location: unknown,
  subscription: Subscription,
  path: string,
  isAutomatic: boolean,
): string {
  if (typeof location !== 'string') {
    throw badBody("The 'location' property is required for this definition.", 'LocationRequired');
  }
  const region = regionName(location);
  if (region === undefined) {
    throw new ArmError(
      400,
      'LocationNotAvailableForResourceType',
      `The provided location '${location}' is not available for resource type 'Microsoft.ContainerService/managedClusters'. List of available regions for the resource type is '${clusterRegions.join(',')}'.`,
    );
  }
  if (subscription.closedLocations?.includes(region) === true) {
    throw armRefusal('regionNotOffered', 'PUT', path);
  }
  // No recording of this refusal was found.
  if (isAutomatic && !hasAutomatic(region)) {
    throw new ArmError(400, 'BadRequest', `AKS Automatic is not available in the region ${region}.`, { isBare: true });
  }
  return region;
}

/** @throws ArmError 400 */
export function requireVersion(name: string, group: string, { properties, sku }: ArmManagedCluster): ChosenVersion {
  const wanted = (properties as { kubernetesVersion?: string }).kubernetesVersion ?? '';
  const chosen = chooseVersion(wanted);
  if (chosen === undefined) {
    throw new ArmError(
      400,
      'K8sVersionNotSupported',
      `Preflight validation check for resource(s) for container service ${name} in resource group ${group} failed. Message: Managed cluster ${name} has invalid version ${wanted}. Please use [az aks get-versions] command to get the supported version list in this region. For more information, please check https://aka.ms/supported-version-list. Details: `,
      { isBare: true },
    );
  }
  if (chosen.isLongTermOnly && (properties['supportPlan'] !== 'AKSLongTermSupport' || sku?.tier !== 'Premium')) {
    throw new ArmError(
      400,
      'K8sVersionNotSupported',
      `Managed cluster ${name} is on version ${chosen.current}, which is only available for Long-Term Support (LTS). If you intend to onboard to LTS, please ensure the cluster is in Premium tier and LTS support plan.`,
      { isBare: true },
    );
  }
  return chosen;
}

/** @throws ArmError 400 */
export function requirePools({ properties }: ArmManagedCluster): readonly [Pool, ...Pool[]] {
  const pools = properties['agentPoolProfiles'];
  const [first, ...others] = Array.isArray(pools) ? (pools as Pool[]) : [];
  if (first === undefined) {
    throw badBody('Required parameter agentPoolProfiles is missing (null).', 'InvalidParameter');
  }
  const all = [first, ...others] as const;
  for (const { name = '', count } of all) {
    if (!/^[a-z][a-z0-9]{0,11}$/.test(name)) {
      throw invalid('agentPoolProfile.name', `The value of parameter agentPoolProfile.name is invalid: '${name}'.`);
    }
    if (count !== undefined && (!Number.isInteger(count) || count < 1 || count > 1000)) {
      throw invalid('agentPoolProfile.count', `The value of parameter agentPoolProfile.count is invalid: ${count}.`);
    }
  }
  if (!all.some(({ mode }) => mode === 'System')) {
    throw invalid('agentPoolProfile.mode', 'There has to be at least one system agent pool.');
  }
  return all;
}

/** @throws ArmError 400, in the words that terraform’s users quote */
export function requireQuota(subscription: Subscription, region: string, pools: readonly Pool[]): void {
  const remaining = subscription.remainingCores?.[region];
  const cores = pools.reduce((sum, { count = 3, vmSize = '' }) => sum + count * coresOf(vmSize), 0);
  if (remaining === undefined || cores <= remaining) {
    return;
  }
  const [, series = 'D', suffix = 's', generation = '_v5'] =
    /^standard_([a-z]+)\d+([a-z]*)(_v\d)?/i.exec(pools[0]?.vmSize ?? '') ?? [];
  const family = `standard${series}${suffix}${generation.slice(1)}Family`;
  throw new ArmError(
    400,
    'ErrCode_InsufficientVCPUQuota',
    `Insufficient vcpu quota requested ${cores}, remaining ${remaining} for family ${family} for region ${region}. Surge nodes would also consume vcpu quota.`,
    { isBare: true },
  );
}

/** `Standard_D4s_v5` has four; without a size Azure chooses one, with two. */
function coresOf(vmSize: string): number {
  return Number(/^standard_[a-z]+(\d+)/i.exec(vmSize)?.[1] ?? 2);
}

function invalid(target: string, message: string): ArmError {
  return new ArmError(400, 'InvalidParameter', message, { isBare: true, more: { target } });
}
