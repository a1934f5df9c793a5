import type { SimulatedCluster } from '../scenario.ts';
import { clusterWith, managedEntra, privateAccess } from './clusterTemplate.ts';
import { ada, aksAdmins, ben, deployer } from './people.ts';
import { production, retired } from './subscriptions.ts';

const adminsOf = [aksAdmins.objectId];

export const productionClusters: SimulatedCluster[] = [
  // Managed Entra with Kubernetes RBAC: the everyday case.
  clusterWith({
    subscription: production,
    resourceGroup: 'rg-payments',
    name: 'payments-prod',
    arm: { tags: { team: 'payments', environment: 'production' } },
    properties: { aadProfile: managedEntra(production, { adminGroups: adminsOf }) },
    roles: {
      'AKS Cluster User Role': [aksAdmins.objectId, ben.objectId, deployer.objectId],
      'AKS Cluster Admin Role': [ada.objectId],
      'AKS Contributor': [ada.objectId],
    },
  }),
  // Managed Entra with Azure RBAC and no admin groups; a resource group with underscores; local accounts off; a public
  // API server for some addresses only.
  clusterWith({
    subscription: production,
    resourceGroup: 'rg_orders_eu',
    name: 'orders-prod',
    properties: {
      aadProfile: managedEntra(production, { adminGroups: null, azureRbac: true }),
      disableLocalAccounts: true,
      apiServerAccessProfile: { authorizedIPRanges: ['192.0.2.0/24', '198.51.100.7/32'], enablePrivateCluster: false },
    },
    roles: {
      'AKS Cluster User Role': [aksAdmins.objectId, ben.objectId, deployer.objectId],
      'AKS Cluster Admin Role': [ada.objectId],
      'AKS RBAC Cluster Admin': [ada.objectId],
      'AKS RBAC Reader': [ben.objectId],
    },
  }),
  // Private, without a public name.
  clusterWith({
    subscription: production,
    resourceGroup: 'rg-vault',
    name: 'vault-prod',
    hasNoPublicFqdn: true,
    properties: {
      aadProfile: managedEntra(production, { adminGroups: adminsOf }),
      disableLocalAccounts: true,
      ...privateAccess('vault-prod', 'westeurope', false),
    },
    roles: { 'AKS Cluster User Role': [aksAdmins.objectId] },
  }),
  // Private, with a public name.
  clusterWith({
    subscription: production,
    resourceGroup: 'rg-edge',
    name: 'edge-prod',
    location: 'northeurope',
    properties: {
      aadProfile: managedEntra(production, { adminGroups: adminsOf }),
      ...privateAccess('edge-prod', 'northeurope', true),
    },
    roles: { 'AKS Cluster User Role': [aksAdmins.objectId] },
  }),
  // Everybody can see it, nobody may fetch its credentials.
  clusterWith({
    subscription: production,
    resourceGroup: 'rg-audit',
    name: 'audit-prod',
    properties: { aadProfile: managedEntra(production, { adminGroups: adminsOf }) },
    roles: { 'AKS Contributor': [ada.objectId] },
  }),
  // The same name in the same resource group as one in Contoso Development.
  clusterWith({
    subscription: production,
    resourceGroup: 'rg-shared',
    name: 'shared-web',
    arm: { sku: { name: 'Base', tier: 'Premium' } },
    properties: { aadProfile: managedEntra(production, { adminGroups: adminsOf }) },
    roles: { 'AKS Cluster User Role': [aksAdmins.objectId] },
  }),
  // In the disabled subscription.
  clusterWith({
    subscription: retired,
    resourceGroup: 'rg-attic',
    name: 'attic',
    version: '1.29.2',
    properties: { aadProfile: managedEntra(retired, { adminGroups: adminsOf }), powerState: { code: 'Stopped' } },
    roles: { 'AKS Cluster User Role': [aksAdmins.objectId] },
  }),
];
