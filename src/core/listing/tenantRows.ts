import type { Cluster } from '../clusters/cluster.ts';
import type { FoundRows } from '../clusters/clusterPorts.ts';
import type { Fleet } from '../clusters/fleet.ts';
import type { ManagedNamespace } from '../clusters/managedNamespace.ts';

/** What a query found in one subscription. */
export interface SubscriptionRows extends FoundRows {
  readonly subscriptionId: string;
  /** As the rows say. */
  readonly ownerTenantId: string;
}

interface Growing {
  readonly subscriptionId: string;
  readonly ownerTenantId: string;
  readonly clusters: Cluster[];
  readonly namespaces: ManagedNamespace[];
  readonly fleets: Fleet[];
}

/** The rows of a query, which come in the order of their ids, by subscription. */
export class TenantRows {
  readonly #bySubscription = new Map<string, Growing>();
  readonly #toTell = new Set<string>();

  add(rows: FoundRows): void {
    for (const cluster of rows.clusters) {
      this.#of(cluster).clusters.push(cluster);
    }
    for (const namespace of rows.namespaces) {
      this.#of(namespace).namespaces.push(namespace);
    }
    for (const fleet of rows.fleets) {
      this.#of(fleet).fleets.push(fleet);
    }
  }

  /**
   * The subscriptions with rows that were not taken yet. The last one in the order of ids may have more on the next
   * page, and waits for it until `isEnd`.
   */
  take(isEnd: boolean): SubscriptionRows[] {
    const last = isEnd ? undefined : [...this.#bySubscription.keys()].toSorted().at(-1);
    const taken = [...this.#toTell].filter((key) => key !== last);
    for (const key of taken) {
      this.#toTell.delete(key);
    }
    return taken.flatMap((key) => this.#bySubscription.get(key) ?? []);
  }

  #of({ subscriptionId, tenantId }: Pick<Cluster, 'subscriptionId' | 'tenantId'>): Growing {
    const key = subscriptionId.toLowerCase();
    const known = this.#bySubscription.get(key);
    const growing = known ?? { subscriptionId, ownerTenantId: tenantId, clusters: [], namespaces: [], fleets: [] };
    this.#bySubscription.set(key, growing);
    this.#toTell.add(key);
    return growing;
  }
}
