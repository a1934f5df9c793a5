import type { SimulatedFleet } from '../scenario.ts';
import { allowedScopes } from './authorization/assignments.ts';
import type { ArmCaller } from './armCaller.ts';
import type { ArmState } from './armState.ts';

export const fleetType = 'Microsoft.ContainerService/fleets';

export function fleetId({ subscriptionId, resourceGroup, name }: SimulatedFleet): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${fleetType}/${name}`;
}

/** The fleets of a subscription that the caller may read. */
export function visibleFleets(state: ArmState, caller: ArmCaller, subscriptionId: string): SimulatedFleet[] {
  const isAllowed = allowedScopes(state, caller);
  return (state.directory.scenario.fleets ?? [])
    .filter((fleet) => fleet.subscriptionId === subscriptionId)
    .filter((fleet) => isAllowed(fleetId(fleet), `${fleetType}/read`));
}

/** As the 2025-03-01 specification has it; no recording was found. */
export function fleetJson(fleet: SimulatedFleet): Record<string, unknown> {
  const { name, location, hasHub } = fleet;
  return {
    id: fleetId(fleet),
    name,
    type: fleetType,
    location,
    properties: {
      provisioningState: 'Succeeded',
      ...(hasHub ? { hubProfile: { dnsPrefix: name, fqdn: `${name}.hcp.${location}.azmk8s.io` } } : {}),
    },
  };
}
