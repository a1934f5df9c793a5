import type { Hono } from 'hono';
import type { SimulatorEnv } from '../../honoEnv.ts';
import type { ResourceGroup } from '../../scenario.ts';
import { requireAction } from '../access.ts';
import { requireApiVersion } from '../apiVersions.ts';
import { enterSubscription, readJson, urlOf } from '../armContext.ts';
import { ArmError, badBody } from '../armErrors.ts';
import type { ArmState } from '../armState.ts';
import { isAllowed } from '../authorization/assignments.ts';
import { requireEnabled } from '../managedClusterUpdate.ts';
import { pageOf } from '../paging.ts';
import { regionName } from './regions.ts';

const read = 'Microsoft.Resources/subscriptions/resourceGroups/read';

/** Resource groups: list, get, and create (or put again). */
export function addResourceGroups(app: Hono<SimulatorEnv>, state: ArmState): void {
  const groups = '/subscriptions/:subscription/resourceGroups';

  app.get(groups, async (c) => {
    requireApiVersion('resources', c.req.query('api-version'));
    const { caller, subscription } = await enterSubscription(state, c);
    const rows = state.directory
      .resourceGroupsIn(subscription.subscriptionId)
      .filter((group) => isAllowed(state, caller, idOf(group), read))
      .map(groupJson);
    return c.json(pageOf(rows, urlOf(c), state.options.pageSize));
  });

  app.get(`${groups}/:group`, async (c) => {
    requireApiVersion('resources', c.req.query('api-version'));
    const { caller, subscription } = await enterSubscription(state, c);
    const name = c.req.param('group');
    requireAction(state, caller, idOf({ subscriptionId: subscription.subscriptionId, name }), read);
    const found = findGroup(state, subscription.subscriptionId, name);
    if (!found) {
      throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`, {
        headers: { 'x-ms-failure-cause': 'gateway' },
      });
    }
    return c.json(groupJson(found));
  });

  app.put(`${groups}/:group`, async (c) => {
    requireApiVersion('resources', c.req.query('api-version'));
    const { caller, subscription } = await enterSubscription(state, c);
    const { subscriptionId } = subscription;
    const name = c.req.param('group');
    requireAction(
      state,
      caller,
      idOf({ subscriptionId, name }),
      'Microsoft.Resources/subscriptions/resourceGroups/write',
    );
    requireEnabled(subscription);
    if (!/^[-\w._()]{0,89}[-\w_()]$/.test(name)) {
      throw new ArmError(
        400,
        'InvalidParameter',
        `The provided resource group name '${name}' has these invalid characters: the name can only be a letter, digit, '-', '.', '(', ')' or '_'.`,
      );
    }
    const { location } = ((await readJson(c)) ?? {}) as { location?: unknown };
    const region = typeof location === 'string' ? regionName(location) : undefined;
    if (typeof location !== 'string') {
      throw badBody("The 'location' property is required for this definition.", 'LocationRequired');
    }
    if (region === undefined) {
      throw new ArmError(
        400,
        'LocationNotAvailableForResourceGroup',
        `The provided location '${location}' is not available for resource group.`,
      );
    }
    const existing = findGroup(state, subscriptionId, name);
    if (existing && existing.location !== region) {
      throw new ArmError(
        409,
        'InvalidResourceGroupLocation',
        `Invalid resource group location '${region}'. The Resource group already exists in location '${existing.location}'.`,
      );
    }
    if (existing) {
      return c.json(groupJson(existing));
    }
    const group: ResourceGroup = { subscriptionId, name, location: region };
    state.directory.scenario.resourceGroups.push(group);
    return c.json(groupJson(group), 201);
  });
}

function findGroup(state: ArmState, subscriptionId: string, name: string): ResourceGroup | undefined {
  return state.directory
    .resourceGroupsIn(subscriptionId)
    .find((group) => group.name.toLowerCase() === name.toLowerCase());
}

function idOf({ subscriptionId, name }: Pick<ResourceGroup, 'subscriptionId' | 'name'>): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
}

function groupJson(group: ResourceGroup): Record<string, unknown> {
  return {
    id: idOf(group),
    name: group.name,
    type: 'Microsoft.Resources/resourceGroups',
    location: group.location,
    properties: { provisioningState: 'Succeeded' },
  };
}
