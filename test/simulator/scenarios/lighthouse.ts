import type { Scenario, SimulatedCluster, Subscription, Tenant } from '../scenario.ts';
import { clusterWith, managedEntra } from './clusterTemplate.ts';
import { deterministicGuid } from './deterministicGuid.ts';
import { adaInFabrikam, aksAdmins, contoso, fabrikam } from './people.ts';

/** A customer of Contoso's, in which nobody of the scenario has an account. */
const northwind: Tenant = {
  tenantId: deterministicGuid('tenant northwind'),
  displayName: 'Northwind',
  defaultDomain: 'northwind.com',
  graphAccess: 'noConsent',
};

/** Of a tenant that Ada cannot sign in to: Contoso's administrators see it in Contoso. */
export const northwindShop: Subscription = {
  subscriptionId: deterministicGuid('subscription northwind shop'),
  tenantId: northwind.tenantId,
  displayName: 'Northwind Shop',
  state: 'Enabled',
  readerObjectIds: [aksAdmins.objectId],
  managedByTenantIds: [contoso.tenantId],
};

/** Ada sees it twice: all of it in Contoso, and as a guest in Fabrikam one of its clusters. */
export const fabrikamDepot: Subscription = {
  subscriptionId: deterministicGuid('subscription fabrikam depot'),
  tenantId: fabrikam.tenantId,
  displayName: 'Fabrikam Depot',
  state: 'Enabled',
  readerObjectIds: [aksAdmins.objectId],
  managedByTenantIds: [contoso.tenantId],
};

function clusterIn(subscription: Subscription, name: string, users: readonly string[]): SimulatedCluster {
  return clusterWith({
    subscription,
    resourceGroup: 'rg-lent',
    name,
    properties: { aadProfile: managedEntra(subscription, { adminGroups: null, azureRbac: true }) },
    roles: { 'AKS Cluster User Role': users },
  });
}

/** Adds what Azure Lighthouse brings: subscriptions that are listed in a tenant that they do not belong to. */
export function addLighthouse(scenario: Scenario): void {
  scenario.tenants.push(northwind);
  scenario.subscriptions.push(structuredClone(northwindShop), structuredClone(fabrikamDepot));
  scenario.clusters.push(
    clusterIn(northwindShop, 'shop', [aksAdmins.objectId]),
    clusterIn(fabrikamDepot, 'depot', [adaInFabrikam]),
    clusterIn(fabrikamDepot, 'depot-lab', [aksAdmins.objectId]),
  );
}
