import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { ClusterChoices, CreationPlace, ResourceGroup } from '../../core/clusterCreation/creationPorts.ts';
import {
  type CreationRights,
  creationRights,
  notAllowedToCreate,
  providerNotRegistered,
} from '../../core/clusterCreation/creationRights.ts';
import type { OfferedVersion } from '../../core/clusterCreation/kubernetesVersions.ts';
import type { Region } from '../../core/clusterCreation/regions.ts';
import { readClaims } from '../../core/entra/accessToken.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { withProgress } from '../../ui/withProgress.ts';

interface CatalogPorts {
  readonly clusterChoices: ClusterChoices;
  readonly signIn: Pick<SignIn, 'token'>;
  readonly cloud: () => Cloud;
}

/** What Azure has to choose from, asked for once in a flow. Each call throws AksEntraError, or an AbortError on cancel. */
export class CreationCatalog {
  readonly #ports: CatalogPorts;
  readonly #known = new Map<string, Promise<unknown>>();

  constructor(ports: CatalogPorts) {
    this.#ports = ports;
  }

  /** @throws AksEntraError updateRefused where the subscription may not have AKS yet */
  async groupsAndRegions(place: CreationPlace): Promise<{ groups: ResourceGroup[]; regions: Region[] }> {
    const { subscription } = place;
    return this.#once(
      `place ${subscription.subscriptionId}`,
      l10n`Looking at ${subscription.displayName}`,
      async (options) => {
        const { clusterChoices } = this.#ports;
        const [groups, { isRegistered, regions }] = await Promise.all([
          clusterChoices.resourceGroups(place, options),
          unlessUnseen(clusterChoices.regions(place, options), { isRegistered: true, regions: [] }),
        ]);
        if (!isRegistered) {
          throw providerNotRegistered(place);
        }
        return { groups, regions };
      },
    );
  }

  /** Empty where the account may not see them: then Azure chooses. */
  async versions(place: CreationPlace, { name, displayName }: Region): Promise<OfferedVersion[]> {
    const key = `versions ${place.subscription.subscriptionId} ${name}`;
    return this.#once(key, l10n`Listing the Kubernetes versions of ${displayName}`, (options) =>
      unlessUnseen(this.#ports.clusterChoices.kubernetesVersions(place, options, name), []),
    );
  }

  /**
   * @param resourceGroup undefined: a new one
   * @throws AksEntraError missingRole to who may not create a cluster there
   */
  async rights(place: CreationPlace, resourceGroup: string | undefined): Promise<CreationRights> {
    const key = `rights ${place.subscription.subscriptionId} ${resourceGroup ?? ''}`;
    return this.#once(key, l10n`Looking at your permissions`, async (options) => {
      const entries = await this.#ports.clusterChoices.permissions(place, options, resourceGroup);
      const rights = creationRights(entries, resourceGroup === undefined);
      if (!rights.mayCreate) {
        throw notAllowedToCreate(place, resourceGroup, await this.creatorId(place));
      }
      return rights;
    });
  }

  /** The account's object id in the subscription's tenant; undefined for who manages it from another one (Lighthouse). */
  async creatorId({ account, tenants, subscription }: CreationPlace): Promise<string | undefined> {
    if (subscription.ownerTenantId !== undefined) {
      return undefined;
    }
    const { tenantId } = tenants.lister;
    const scope = this.#ports.cloud().armScope;
    const { token } = await this.#ports.signIn.token({ account, tenantId, scope, interaction: 'allowed' });
    const objectId = readClaims(token)?.['oid'];
    return typeof objectId === 'string' ? objectId : undefined;
  }

  /** What failed is asked for again. */
  async #once<T>(key: string, title: string, load: (options: CallOptions) => Promise<T>): Promise<T> {
    const known = this.#known.get(key) as Promise<T> | undefined;
    if (known !== undefined) {
      return known;
    }
    const loading = withProgress(title, (signal) => load({ interaction: 'allowed', signal }));
    this.#known.set(key, loading);
    try {
      return await loading;
    } catch (error) {
      this.#known.delete(key);
      throw error;
    }
  }
}

/** Who may make a cluster in a resource group need not be allowed to look at the subscription. */
async function unlessUnseen<T>(answer: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AksEntraError && (error.code === 'missingRole' || error.code === 'notFound')) {
      return otherwise;
    }
    throw error;
  }
}
