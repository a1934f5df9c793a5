import { AksEntraError } from '../../core/aksEntraError.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { ClusterCreation, CreationPlace } from '../../core/clusterCreation/creationPorts.ts';
import { l10n } from '../../core/l10n.ts';
import type { ArmClient } from './armClient.ts';

/** Of everything that ARM itself answers about groups and providers. */
export const resourcesApiVersion = '2021-04-01';

/** Resource groups, made where there is none. */
export class ArmResourceGroups implements Pick<ClusterCreation, 'createGroup'> {
  readonly #arm: ArmClient;

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  /** A group that is there by now is not written: that would take away its tags. */
  async createGroup(place: CreationPlace, options: CallOptions, name: string, location: string): Promise<void> {
    const { account, tenants } = place;
    const caller = { account, ...options };
    const path = `${groupPath(place, name)}?api-version=${resourcesApiVersion}`;
    const what = l10n`create the resource group ${name}`;
    try {
      await this.#arm.send(what, caller, tenants.lister.tenantId, { method: 'GET', path });
    } catch (error) {
      if (!(error instanceof AksEntraError && error.code === 'notFound')) {
        throw error;
      }
      await this.#arm.send(what, caller, tenants.lister.tenantId, { method: 'PUT', path, body: { location } });
    }
  }
}

/** A subscription's path below ARM's endpoint. */
export function subscriptionPath({ subscription }: Pick<CreationPlace, 'subscription'>): string {
  return `/subscriptions/${encodeURIComponent(subscription.subscriptionId)}`;
}

/** A resource group's path below ARM's endpoint. */
export function groupPath(place: Pick<CreationPlace, 'subscription'>, name: string): string {
  return `${subscriptionPath(place)}/resourcegroups/${encodeURIComponent(name)}`;
}
