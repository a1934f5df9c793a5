import type { Cloud } from '../azure/clouds.ts';
import { readItems, readProperty, readString, readStrings } from '../azure/readProperty.ts';
import { l10n } from '../l10n.ts';
import type { ClusterKind } from './newCluster.ts';

/** A region of Azure. */
export interface Region {
  readonly name: string;
  readonly displayName: string;
}

/**
 * Where AKS Automatic is generally available, as of 2026-07-24.
 *
 * @see https://learn.microsoft.com/azure/aks/automatic/aks-automatic-managed-system-node-pools-about
 */
const automaticRegions = new Set(
  (
    'australiaeast austriaeast belgiumcentral brazilsouth canadacentral centralindia centralus chilecentral ' +
    'denmarkeast eastasia eastus eastus2 francecentral germanywestcentral indonesiacentral israelcentral italynorth ' +
    'japaneast japanwest koreacentral malaysiawest mexicocentral newzealandnorth northeurope norwayeast polandcentral ' +
    'southafricanorth southcentralus southeastasia spaincentral swedencentral switzerlandnorth uaenorth uksouth ' +
    'westeurope westus2 westus3'
  ).split(' '),
);

/** Why a kind of cluster cannot be made in a cloud at all; undefined where it can. */
export function notInCloud(kind: ClusterKind, cloud: Cloud['name']): string | undefined {
  return kind === 'automatic' && cloud !== 'public'
    ? l10n`AKS Automatic is available in the public cloud only.`
    : undefined;
}

/** The regions in which a kind of cluster can be made. */
export function regionsFor(kind: ClusterKind, regions: readonly Region[]): Region[] {
  return regions.filter(({ name }) => kind === 'standard' || automaticRegions.has(name));
}

/**
 * The regions that a subscription has and in which AKS is, by their displayed names.
 *
 * @param locations ARM’s answer about the subscription’s locations: regions, and larger areas with them
 * @param provider ARM’s answer about Microsoft.ContainerService
 */
export function regionsFromArm(locations: readonly unknown[], provider: unknown): Region[] {
  const type = readItems(provider, 'resourceTypes').find(
    (one) => readString(one, 'resourceType')?.toLowerCase() === 'managedclusters',
  );
  const ofAks = new Set(readStrings(type, 'locations').map(compact));
  return locations
    .flatMap((row): Region[] => {
      const name = readString(row, 'name')?.toLowerCase();
      const isPhysical = readString(readProperty(row, 'metadata'), 'regionType')?.toLowerCase() !== 'logical';
      const displayName = readString(row, 'displayName') ?? name;
      // Where the provider names none, nobody knows better.
      const hasAks = ofAks.size === 0 || ofAks.has(compact(displayName ?? '')) || ofAks.has(name ?? '');
      return name === undefined || displayName === undefined || !isPhysical || !hasAks ? [] : [{ name, displayName }];
    })
    .toSorted((a, b) => a.displayName.localeCompare(b.displayName));
}

/** Whether the subscription may use AKS; true where Azure does not say. */
export function isProviderRegistered(provider: unknown): boolean {
  return (readString(provider, 'registrationState') ?? 'Registered').toLowerCase() === 'registered';
}

/** `West Europe` and `westeurope` are one region. */
function compact(region: string): string {
  return region.toLowerCase().replaceAll(/\s/g, '');
}
