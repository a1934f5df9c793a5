import type { Hono } from 'hono';
import type { SimulatorEnv } from '../../honoEnv.ts';
import { requireApiVersion, requireClusterVersion, versionsOfClusters } from '../apiVersions.ts';
import { enterSubscription } from '../armContext.ts';
import { ArmError } from '../armErrors.ts';
import type { ArmState } from '../armState.ts';
import { kubernetesVersions } from './kubernetesVersions.ts';
import { clusterRegions, locationRows, regionName } from './regions.ts';

/** What can be chosen: regions, Kubernetes versions, and the provider's API versions. */
export function addCatalog(app: Hono<SimulatorEnv>, state: ArmState): void {
  app.get('/subscriptions/:subscription/locations', async (c) => {
    requireApiVersion('subscriptions', c.req.query('api-version'));
    const { subscription } = await enterSubscription(state, c);
    return c.json({ value: locationRows(subscription.subscriptionId) });
  });

  app.get('/subscriptions/:subscription/providers/Microsoft.ContainerService', async (c) => {
    requireApiVersion('resources', c.req.query('api-version'));
    const { subscription } = await enterSubscription(state, c);
    const apiVersions = versionsOfClusters(state);
    const capabilities = 'SystemAssignedResourceIdentity, SupportsTags, SupportsLocation';
    return c.json({
      id: `/subscriptions/${subscription.subscriptionId}/providers/Microsoft.ContainerService`,
      namespace: 'Microsoft.ContainerService',
      resourceTypes: [
        { resourceType: 'managedClusters', locations: clusterRegions, apiVersions, capabilities },
        { resourceType: 'locations', locations: [], apiVersions, capabilities: 'None' },
      ],
      registrationState: 'Registered',
      registrationPolicy: 'RegistrationRequired',
    });
  });

  app.get(
    '/subscriptions/:subscription/providers/Microsoft.ContainerService/locations/:location/kubernetesVersions',
    async (c) => {
      requireClusterVersion(state, c.req.query('api-version'));
      await enterSubscription(state, c);
      const location = c.req.param('location');
      if (regionName(location) === undefined) {
        throw new ArmError(
          400,
          'NoRegisteredProviderFound',
          `No registered resource provider found for location '${location}'.`,
        );
      }
      return c.json(kubernetesVersions());
    },
  );
}
