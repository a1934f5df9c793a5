/** Some of Azure's regions: name, displayed name, geography. */
const physical = [
  ['westeurope', 'West Europe', 'Europe'],
  ['northeurope', 'North Europe', 'Europe'],
  ['swedencentral', 'Sweden Central', 'Europe'],
  ['germanywestcentral', 'Germany West Central', 'Europe'],
  ['uksouth', 'UK South', 'UK'],
  ['eastus', 'East US', 'US'],
  ['eastus2', 'East US 2', 'US'],
  ['westus', 'West US', 'US'],
  ['qatarcentral', 'Qatar Central', 'Middle East'],
] as const;

/** Where no AKS Automatic is: https://learn.microsoft.com/azure/aks/automatic/aks-automatic-managed-system-node-pools-about */
const withoutAutomatic: ReadonlySet<string> = new Set(['westus', 'qatarcentral']);

export const clusterRegions: readonly string[] = physical.map(([, displayName]) => displayName);

/** ARM takes a region by its displayed name too. */
export function regionName(location: string): string | undefined {
  const wanted = location.toLowerCase().replace(/ /g, '');
  return physical.find(([name]) => name === wanted)?.[0];
}

export function hasAutomatic(region: string): boolean {
  return !withoutAutomatic.has(region);
}

/** The rows of `GET /subscriptions/<id>/locations`: regions, and with them the names of larger areas. */
export function locationRows(subscriptionId: string): Record<string, unknown>[] {
  return [
    ...physical.map(([name, displayName, geographyGroup]) => ({
      id: `/subscriptions/${subscriptionId}/locations/${name}`,
      name,
      type: 'Region',
      displayName,
      regionalDisplayName: `(${geographyGroup}) ${displayName}`,
      metadata: { regionType: 'Physical', regionCategory: 'Recommended', geographyGroup, pairedRegion: [] },
    })),
    ...['europe', 'global'].map((name) => ({
      id: `/subscriptions/${subscriptionId}/locations/${name}`,
      name,
      type: 'Region',
      displayName: name,
      regionalDisplayName: name,
      metadata: { regionType: 'Logical', regionCategory: 'Other' },
    })),
  ];
}
