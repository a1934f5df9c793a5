import type { Scenario, SimulatedCluster, Subscription, Tenant, User } from '../scenario.ts';
import { clusterWith, managedEntra } from './clusterTemplate.ts';
import { deterministicGuid } from './deterministicGuid.ts';

const counts = { tenants: 3, subscriptions: 300, clusters: 1500, namespaces: 200 };

/** A large company: three tenants, 300 subscriptions, 1500 clusters and 200 managed namespaces, of which one person reads all. */
export function manySubscriptions(): Scenario {
  const tenants = Array.from({ length: counts.tenants }, (_, at): Tenant => ({
    tenantId: deterministicGuid(`large tenant ${at}`),
    displayName: `Large ${at}`,
    defaultDomain: `large${at}.example`,
  }));
  const [home, ...others] = tenants;
  if (home === undefined) {
    throw new TypeError('No tenant.');
  }
  const objectIds = tenants.map((_, at) => deterministicGuid(`reader in large tenant ${at}`));
  const reader: User = {
    objectId: objectIds[0] ?? '',
    upn: `reader@${home.defaultDomain}`,
    displayName: 'Reader',
    homeTenantId: home.tenantId,
    guestIn: others.map(({ tenantId }, at) => ({ tenantId, objectId: objectIds[at + 1] ?? '' })),
  };
  const subscriptions = Array.from({ length: counts.subscriptions }, (_, at): Subscription => ({
    subscriptionId: deterministicGuid(`large subscription ${at}`),
    tenantId: tenants[at % counts.tenants]?.tenantId ?? '',
    displayName: `Subscription ${at}`,
    state: 'Enabled',
    readerObjectIds: [objectIds[at % counts.tenants] ?? ''],
  }));
  const namespacesOf = (at: number): readonly string[] => (at < counts.namespaces ? ['team'] : []);
  const clusters = Array.from({ length: counts.clusters }, (_, at): SimulatedCluster => {
    const subscription = subscriptions[at % counts.subscriptions];
    if (subscription === undefined) {
      throw new TypeError('No subscription.');
    }
    const aadProfile = managedEntra(subscription, { adminGroups: null, azureRbac: true });
    // Some are always being changed.
    const provisioningState = at % 300 === 299 ? 'Updating' : 'Succeeded';
    return clusterWith({
      subscription,
      resourceGroup: `rg-${at}`,
      name: `cluster-${at}`,
      properties: { aadProfile, provisioningState },
      managedNamespaces: namespacesOf(at),
    });
  });
  return { tenants, users: [reader], groups: [], apps: [], subscriptions, clusters, signedInUpn: reader.upn };
}
