import type { Hono } from 'hono';
import type { SimulatorEnv } from '../../honoEnv.ts';
import type { SimulatedFleet } from '../../scenario.ts';
import { requireAction } from '../access.ts';
import type { ArmCaller } from '../armCaller.ts';
import { enterSubscription, urlOf, type ArmContext } from '../armContext.ts';
import { ArmError } from '../armErrors.ts';
import type { ArmState } from '../armState.ts';
import { answerCredentialCall } from '../clusterCredentials.ts';
import { fleetId, fleetType } from '../fleets.ts';
import { pageOf } from '../paging.ts';

const apiVersion = '2025-03-01';

/** The members of a fleet, and the credential of its hub: as the 2025-03-01 specification has them. */
export function addFleetCalls(app: Hono<SimulatorEnv>, state: ArmState): void {
  const one = '/subscriptions/:subscription/resourceGroups/:group/providers/Microsoft.ContainerService/fleets/:name';

  app.get(`${one}/members`, async (c) => {
    const { fleet, caller } = await enterFleet(state, c);
    requireAction(state, caller, fleetId(fleet), `${fleetType}/members/read`);
    const rows = (fleet.memberIds ?? []).map((clusterResourceId) => {
      const name = clusterResourceId.split('/').at(-1) ?? '';
      return {
        id: `${fleetId(fleet)}/members/${name}`,
        name,
        type: `${fleetType}/members`,
        properties: { clusterResourceId, provisioningState: 'Succeeded' },
      };
    });
    return c.json(pageOf(rows, urlOf(c), state.options.pageSize));
  });

  app.post(`${one}/listCredentials`, async (c) => {
    const { fleet, caller } = await enterFleet(state, c);
    requireAction(state, caller, fleetId(fleet), `${fleetType}/listCredentials/action`);
    const { subscriptionId, hub } = fleet;
    const subscription = state.directory.findSubscription(subscriptionId);
    const cluster = hub && state.directory.findCluster(subscriptionId, hub.resourceGroup, hub.name);
    if (!fleet.hasHub || cluster === undefined || subscription === undefined) {
      // No recording of this refusal was found.
      throw new ArmError(400, 'BadRequest', 'The fleet does not have a hub cluster.', { isBare: true });
    }
    const request = { kind: 'clusterUser', format: undefined, serverFqdn: undefined } as const;
    return c.json(await answerCredentialCall(state, subscription, cluster, request));
  });
}

async function enterFleet(state: ArmState, c: ArmContext): Promise<{ fleet: SimulatedFleet; caller: ArmCaller }> {
  const { caller, subscription } = await enterSubscription(state, c);
  const version = c.req.query('api-version') ?? '';
  if (version !== apiVersion) {
    throw new ArmError(400, 'InvalidApiVersionParameter', `The api-version '${version}' is invalid.`, {
      surprise: `unknown api-version ${version} for fleets`,
    });
  }
  const [group, name] = [c.req.param('group') ?? '', c.req.param('name') ?? ''];
  const fleet = (state.directory.scenario.fleets ?? []).find(
    (each) =>
      each.subscriptionId === subscription.subscriptionId &&
      each.resourceGroup.toLowerCase() === group.toLowerCase() &&
      each.name.toLowerCase() === name.toLowerCase(),
  );
  if (fleet === undefined) {
    throw new ArmError(
      404,
      'ResourceNotFound',
      `The Resource '${fleetType}/${name}' under resource group '${group}' was not found.`,
    );
  }
  return { fleet, caller };
}
