import { readString } from '../../core/azure/readProperty.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { ClusterChoices, CreationPlace, ResourceGroup } from '../../core/clusterCreation/creationPorts.ts';
import { offeredVersions, type OfferedVersion } from '../../core/clusterCreation/kubernetesVersions.ts';
import { isProviderRegistered, type Region, regionsFromArm } from '../../core/clusterCreation/regions.ts';
import { oldestTestedVersion } from '../../core/clusterWrites/testedVersions.ts';
import { l10n } from '../../core/l10n.ts';
import type { ArmClient } from './armClient.ts';
import { permissionsApiVersion } from './armPermissions.ts';
import { groupPath, resourcesApiVersion, subscriptionPath } from './resourceGroups.ts';

const locationsApiVersion = '2022-12-01';
const provider = 'providers/Microsoft.ContainerService';

/** What a subscription has to choose from, for a cluster that is to be made. Nothing here writes. */
export class ArmClusterChoices implements ClusterChoices {
  readonly #arm: ArmClient;

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  async resourceGroups(place: CreationPlace, options: CallOptions): Promise<ResourceGroup[]> {
    const what = l10n`list the resource groups of subscription ${place.subscription.displayName}`;
    const path = `${subscriptionPath(place)}/resourcegroups?api-version=${resourcesApiVersion}`;
    const rows = await this.#list(what, place, options, path);
    return rows
      .flatMap((row): ResourceGroup[] => {
        const [name, location] = [readString(row, 'name'), readString(row, 'location')];
        // Such a group goes with the resource that it belongs to: that of a cluster's nodes is one.
        const isOwned = readString(row, 'managedBy') !== undefined;
        return name === undefined || location === undefined || isOwned ? [] : [{ name, location }];
      })
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  async regions(place: CreationPlace, options: CallOptions): Promise<{ isRegistered: boolean; regions: Region[] }> {
    const what = l10n`list the regions of subscription ${place.subscription.displayName}`;
    const base = subscriptionPath(place);
    const [locations, service] = await Promise.all([
      this.#list(what, place, options, `${base}/locations?api-version=${locationsApiVersion}`),
      this.#get(what, place, options, `${base}/${provider}?api-version=${resourcesApiVersion}`),
    ]);
    return { isRegistered: isProviderRegistered(service), regions: regionsFromArm(locations, service) };
  }

  async kubernetesVersions(place: CreationPlace, options: CallOptions, location: string): Promise<OfferedVersion[]> {
    const what = l10n`list the Kubernetes versions of ${location}`;
    const path = `${subscriptionPath(place)}/${provider}/locations/${encodeURIComponent(location)}/kubernetesVersions?api-version=${oldestTestedVersion}`;
    return offeredVersions(await this.#get(what, place, options, path));
  }

  async permissions(place: CreationPlace, options: CallOptions, resourceGroup: string | undefined): Promise<unknown[]> {
    const scope = resourceGroup === undefined ? subscriptionPath(place) : groupPath(place, resourceGroup);
    const path = `${scope}/providers/Microsoft.Authorization/permissions?api-version=${permissionsApiVersion}`;
    const what = l10n`read your permissions on ${resourceGroup ?? place.subscription.displayName}`;
    return this.#list(what, place, options, path);
  }

  async #list(
    what: string,
    { account, tenants }: CreationPlace,
    options: CallOptions,
    path: string,
  ): Promise<unknown[]> {
    return this.#arm.list(what, { account, ...options }, tenants.lister.tenantId, path);
  }

  async #get(what: string, { account, tenants }: CreationPlace, options: CallOptions, path: string): Promise<unknown> {
    const request = { method: 'GET', path } as const;
    const { text } = await this.#arm.send(what, { account, ...options }, tenants.lister.tenantId, request);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return undefined;
    }
  }
}
