import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import { type Fleet, fleetMemberFromArm, type FleetMember } from '../../core/clusters/fleet.ts';
import type { SeenFleet } from '../../core/clusters/seenCluster.ts';
import { l10n } from '../../core/l10n.ts';
import type { ArmClient } from './armClient.ts';

const apiVersion = '2025-03-01';

/** The clusters that are in a fleet. */
export class ArmFleetMembers {
  readonly #arm: ArmClient;

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  async members({ fleet, account, tenants }: SeenFleet, options: CallOptions): Promise<FleetMember[]> {
    const what = l10n`list the members of fleet ${fleet.name}`;
    const path = `${fleetPath(fleet)}/members?api-version=${apiVersion}`;
    const rows = await this.#arm.list(what, { account, ...options }, tenants.lister.tenantId, path);
    return rows
      .flatMap((row) => fleetMemberFromArm(row) ?? [])
      .toSorted((a, b) => a.clusterName.localeCompare(b.clusterName));
  }
}

/** A fleet's path below ARM's endpoint. */
export function fleetPath({ subscriptionId, resourceGroup, name }: Fleet): string {
  const [subscription, group, fleet] = [subscriptionId, resourceGroup, name].map(encodeURIComponent);
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.ContainerService/fleets/${fleet}`;
}
