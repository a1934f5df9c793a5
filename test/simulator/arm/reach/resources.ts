import type { Hono } from 'hono';
import type { SimulatorEnv } from '../../honoEnv.ts';
import { requireApiVersion } from '../apiVersions.ts';
import { enterSubscription, urlOf } from '../armContext.ts';
import { ArmError } from '../armErrors.ts';
import type { ArmState } from '../armState.ts';
import { allowedScopes } from '../authorization/assignments.ts';
import { fleetJson, fleetType, visibleFleets } from '../fleets.ts';
import { namespaceJson, namespaceScope, namespaceType } from '../managedNamespaces.ts';
import { pageOf } from '../paging.ts';

const besideClusters = [namespaceType, fleetType].map((type) => `resourceType eq '${type}'`).join(' or ');

/** The resources of a subscription by their type: Bastion hosts, and managed namespaces with fleets. */
export function addResources(app: Hono<SimulatorEnv>, state: ArmState): void {
  app.get('/subscriptions/:subscription/resources', async (c) => {
    requireApiVersion('resources', c.req.query('api-version'));
    const { caller, subscription } = await enterSubscription(state, c);
    const filter = c.req.query('$filter') ?? '';
    if (filter === besideClusters) {
      const { subscriptionId } = subscription;
      const isAllowed = allowedScopes(state, caller);
      const namespaces = state.directory
        .clustersIn(subscriptionId)
        .flatMap((cluster) => (cluster.managedNamespaces ?? []).map((name) => ({ cluster, name })))
        .filter(({ cluster, name }) => isAllowed(namespaceScope(cluster, name), `${namespaceType}/read`))
        .map(({ cluster, name }) => ({ ...namespaceJson(cluster, name), name: `${cluster.name}/${name}` }));
      const found = [...namespaces, ...visibleFleets(state, caller, subscriptionId).map(fleetJson)];
      // The list has no properties, and a state only for who asks for it.
      const isExpanded = c.req.query('$expand') === 'provisioningState';
      const rows = found.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'properties' && name !== 'eTag')),
      );
      const listed = rows.map((row) => (isExpanded ? { ...row, provisioningState: 'Succeeded' } : row));
      return c.json(pageOf(listed, urlOf(c), state.options.pageSize));
    }
    const type = /^resourceType eq '([^']+)'$/.exec(filter)?.[1];
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
