import type { Hono } from 'hono';
import type { SimulatorEnv } from '../../honoEnv.ts';
import { requireApiVersion } from '../apiVersions.ts';
import { enterSubscription, urlOf } from '../armContext.ts';
import { ArmError } from '../armErrors.ts';
import type { ArmState } from '../armState.ts';
import { pageOf } from '../paging.ts';

/** The resources of a subscription by their type: of all types, Bastion hosts are here. */
export function addResources(app: Hono<SimulatorEnv>, state: ArmState): void {
  app.get('/subscriptions/:subscription/resources', async (c) => {
    requireApiVersion('resources', c.req.query('api-version'));
    const { subscription } = await enterSubscription(state, c);
    const type = /^resourceType eq '([^']+)'$/.exec(c.req.query('$filter') ?? '')?.[1];
    if (type?.toLowerCase() !== 'microsoft.network/bastionhosts') {
      throw new ArmError(400, 'InvalidFilterInQueryString', 'Invalid $filter in query string.', {
        surprise: `unknown filter of resources: ${c.req.query('$filter') ?? 'none'}`,
      });
    }
    const { bastions = [] } = state.directory.scenario;
    const rows = bastions
      .filter(({ subscriptionId }) => subscriptionId === subscription.subscriptionId)
      .map(({ subscriptionId, resourceGroup, name, location }) => ({
        id: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/bastionHosts/${name}`,
        name,
        type: 'Microsoft.Network/bastionHosts',
        location,
        sku: { name: 'Standard' },
      }));
    return c.json(pageOf(rows, urlOf(c), state.options.pageSize));
  });
}
