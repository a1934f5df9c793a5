import { AksEntraError } from '../../core/aksEntraError.ts';
import { readString } from '../../core/azure/readProperty.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { clusterFromArm } from '../../core/clusters/clusterFromArm.ts';
import type {
  BesideClusters,
  Caller,
  CorrectedDirectory,
  FoundRows,
  Subscription,
  Tenant,
} from '../../core/clusters/clusterPorts.ts';
import { fleetFromArm } from '../../core/clusters/fleet.ts';
import { managedNamespaceFromArm } from '../../core/clusters/managedNamespace.ts';
import { homeTenantOf } from '../../core/entra/homeTenant.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { type ArmClient, mostPages } from './armClient.ts';
import { queryResourceGraph } from './resourceGraph.ts';

const subscriptionsApiVersion = '2022-12-01';
const resourcesApiVersion = '2021-04-01';

/** Kinds of resources that stand beside the clusters. */
const besideFilter = ['managedClusters/managedNamespaces', 'fleets']
  .map((type) => `resourceType eq 'Microsoft.ContainerService/${type}'`)
  .join(' or ');

/** What ARM knows of tenants, subscriptions and clusters. */
export class ArmClusters implements CorrectedDirectory {
  readonly #arm: ArmClient;

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  async tenants(caller: Caller): Promise<Tenant[]> {
    const path = `/tenants?api-version=${subscriptionsApiVersion}`;
    const items = await this.#arm.list(l10n`list your tenants`, caller, homeTenantOf(caller.account), path);
    return items.flatMap((item) => {
      const tenantId = readString(item, 'tenantId');
      const displayName = readString(item, 'displayName') ?? readString(item, 'defaultDomain') ?? tenantId;
      return tenantId === undefined || displayName === undefined
        ? []
        : [{ tenantId, displayName: printable(displayName) }];
    });
  }

  async subscriptions(caller: Caller, tenantId: string): Promise<Subscription[]> {
    const what = l10n`list the subscriptions of tenant ${tenantId}`;
    const path = `/subscriptions?api-version=${subscriptionsApiVersion}`;
    const items = await this.#arm.list(what, caller, tenantId, path);
    return items.flatMap((item) => {
      const subscriptionId = readString(item, 'subscriptionId');
      if (subscriptionId === undefined) {
        return [];
      }
      // Whoever owns it chose the name, and it comes to stand in our sentences.
      const displayName = printable(readString(item, 'displayName') ?? subscriptionId);
      const state = readString(item, 'state') ?? 'Enabled';
      const ownerTenantId = readString(item, 'tenantId') ?? tenantId;
      const owner = ownerTenantId.toLowerCase() === tenantId.toLowerCase() ? {} : { ownerTenantId };
      return [{ subscriptionId, displayName, tenantId, state, ...owner }];
    });
  }

  async clusters(caller: Caller, subscription: Subscription): Promise<Cluster[]> {
    const what = l10n`list the clusters of subscription ${subscription.displayName}`;
    return this.#arm.call(what, caller, subscription, async (context) => {
      const { list } = await import('@azure/arm-containerservice/api/managedClusters');
      const ownerTenantId = subscription.ownerTenantId ?? subscription.tenantId;
      const clusters: Cluster[] = [];
      let pages = 0;
      for await (const page of list(context).byPage()) {
        pages += 1;
        if (pages > mostPages) {
          throw new AksEntraError('unexpectedAnswer', l10n`Could not ${what}: Azure’s answer does not end.`);
        }
        clusters.push(...page.flatMap((body) => clusterFromArm(body, ownerTenantId) ?? []));
      }
      return clusters;
    });
  }

  async besideClusters(caller: Caller, subscription: Subscription): Promise<BesideClusters> {
    const { subscriptionId, displayName, tenantId, ownerTenantId = tenantId } = subscription;
    const what = l10n`list the managed namespaces and fleets of subscription ${displayName}`;
    const filter = encodeURIComponent(besideFilter);
    const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/resources?$filter=${filter}&$expand=provisioningState&api-version=${resourcesApiVersion}`;
    const rows = await this.#arm.list(what, caller, tenantId, path);
    return {
      namespaces: rows.flatMap((row) => managedNamespaceFromArm(row, ownerTenantId) ?? []),
      // This list does not tell of hubs: a fleet that has none says so when its credential is asked for.
      fleets: rows.flatMap((row) => fleetFromArm(row, ownerTenantId) ?? []),
    };
  }

  query(caller: Caller, tenantId: string, onRows: (rows: FoundRows) => void): Promise<void> {
    return queryResourceGraph(this.#arm, caller, tenantId, onRows);
  }

  isAheadOfQuery({ subscriptionId }: Subscription): boolean {
    return this.#arm.isAheadOfIndex(subscriptionId);
  }

  noteAheadOfQuery(subscriptionId: string): void {
    this.#arm.noteAheadOfIndex(subscriptionId);
  }
}
