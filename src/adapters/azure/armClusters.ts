import { readString } from '../../core/azure/readProperty.ts';
import { clusterFromArm, type Cluster } from '../../core/clusters/cluster.ts';
import type { Caller, ClusterDirectory, Subscription, Tenant } from '../../core/clusters/clusterPorts.ts';
import { l10n } from '../../core/l10n.ts';
import type { ArmClient } from './armClient.ts';

const resourcesApiVersion = '2022-12-01';

/** The tenant that stands for "wherever the account is at home". */
const homeTenant = 'organizations';

/** What ARM knows of tenants, subscriptions and clusters. */
export class ArmClusters implements ClusterDirectory {
  readonly #arm: ArmClient;

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  async tenants(caller: Caller): Promise<Tenant[]> {
    const path = `/tenants?api-version=${resourcesApiVersion}`;
    const items = await this.#arm.list(l10n`list your tenants`, caller, homeTenant, path);
    return items.flatMap((item) => {
      const tenantId = readString(item, 'tenantId');
      const displayName = readString(item, 'displayName') ?? readString(item, 'defaultDomain') ?? tenantId;
      return tenantId === undefined || displayName === undefined ? [] : [{ tenantId, displayName }];
    });
  }

  async subscriptions(caller: Caller, tenantId: string): Promise<Subscription[]> {
    const what = l10n`list the subscriptions of tenant ${tenantId}`;
    const path = `/subscriptions?api-version=${resourcesApiVersion}`;
    const items = await this.#arm.list(what, caller, tenantId, path);
    return items.flatMap((item) => {
      const subscriptionId = readString(item, 'subscriptionId');
      if (subscriptionId === undefined) {
        return [];
      }
      const displayName = readString(item, 'displayName') ?? subscriptionId;
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
      for await (const page of list(context).byPage()) {
        clusters.push(...page.flatMap((body) => clusterFromArm(body, ownerTenantId) ?? []));
      }
      return clusters;
    });
  }
}
