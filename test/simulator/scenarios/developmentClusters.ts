import type { SimulatedCluster } from '../scenario.ts';
import { clusterWith, managedEntra } from './clusterTemplate.ts';
import { deterministicGuid } from './deterministicGuid.ts';
import { ada, adaInFabrikam, aksAdmins, ben, dan, danInContoso, fabrikamOperators } from './people.ts';
import { development, fabrikamPlatform } from './subscriptions.ts';

const adminsOf = [aksAdmins.objectId];
const freeTier = { name: 'Base', tier: 'Free' };
const userOnly = { 'AKS Cluster User Role': [aksAdmins.objectId] };

export const developmentClusters: SimulatedCluster[] = [
  // The same name in the same resource group as one in Contoso Production.
  clusterWith({
    subscription: development,
    resourceGroup: 'rg-shared',
    name: 'shared-web',
    properties: { aadProfile: managedEntra(development, { adminGroups: adminsOf }) },
    roles: { 'AKS Cluster User Role': [aksAdmins.objectId, ben.objectId, danInContoso] },
    bindings: [{ role: 'view', subject: danInContoso }],
  }),
  // Legacy Entra: client and server app instead of `managed`.
  clusterWith({
    subscription: development,
    resourceGroup: 'rg-legacy',
    name: 'legacy-web',
    version: '1.30.9',
    properties: {
      aadProfile: {
        adminGroupObjectIDs: null,
        clientAppID: deterministicGuid('legacy client app'),
        serverAppID: deterministicGuid('legacy server app'),
        tenantID: development.tenantId,
      },
    },
    roles: { ...userOnly, 'AKS Contributor': [ada.objectId] },
    bindings: [{ role: 'cluster-admin', subject: aksAdmins.objectId }],
  }),
  // No Entra.
  clusterWith({
    subscription: development,
    resourceGroup: 'rg-lab',
    name: 'static-lab',
    arm: { sku: freeTier },
    roles: {
      'AKS Cluster User Role': [aksAdmins.objectId, ben.objectId],
      'AKS Cluster Admin Role': [ada.objectId],
      'AKS Contributor': [ada.objectId],
    },
  }),
  // No Kubernetes RBAC: Entra cannot be added.
  clusterWith({
    subscription: development,
    resourceGroup: 'rg-lab',
    name: 'norbac-lab',
    arm: { sku: freeTier },
    properties: { enableRBAC: false },
    roles: { ...userOnly, 'AKS Contributor': [ada.objectId] },
  }),
  // No Entra, and local accounts off: no credential at all.
  clusterWith({
    subscription: development,
    resourceGroup: 'rg-lab',
    name: 'sealed-lab',
    properties: { disableLocalAccounts: true },
    roles: { ...userOnly, 'AKS Cluster Admin Role': [ada.objectId] },
  }),
  clusterWith({
    subscription: development,
    resourceGroup: 'rg-dev',
    name: 'sleepy-dev',
    arm: { sku: freeTier },
    properties: {
      aadProfile: managedEntra(development, { adminGroups: adminsOf }),
      powerState: { code: 'Stopped' },
    },
    roles: { ...userOnly, 'AKS Contributor': [ada.objectId] },
  }),
  clusterWith({
    subscription: development,
    resourceGroup: 'rg-dev',
    name: 'autopilot-dev',
    arm: { kind: 'Automatic', sku: { name: 'Automatic', tier: 'Standard' } },
    properties: {
      aadProfile: managedEntra(development, { adminGroups: null, azureRbac: true }),
      disableLocalAccounts: true,
    },
    roles: { ...userOnly, 'AKS RBAC Cluster Admin': [ada.objectId] },
    managedNamespaces: ['checkout', 'search'],
  }),
  // Busy, in a state that no list of states has to know.
  clusterWith({
    subscription: development,
    resourceGroup: 'rg-dev',
    name: 'upgrading-dev',
    properties: {
      aadProfile: managedEntra(development, { adminGroups: adminsOf }),
      provisioningState: 'RefreshingAADProfile',
    },
    roles: { ...userOnly, 'AKS Contributor': [ada.objectId] },
  }),
  // Managed Entra, and nobody is an administrator.
  clusterWith({
    subscription: development,
    resourceGroup: 'rg-dev',
    name: 'nogroups-dev',
    properties: { aadProfile: managedEntra(development, { adminGroups: null, azureRbac: null }) },
    roles: { ...userOnly, 'AKS Contributor': [ada.objectId] },
  }),
  // Too old for the exec format by default, and its last update failed.
  clusterWith({
    subscription: development,
    resourceGroup: 'rg-dev',
    name: 'ancient-dev',
    version: '1.23.15',
    properties: {
      aadProfile: managedEntra(development, { adminGroups: adminsOf }),
      provisioningState: 'Failed',
    },
    roles: userOnly,
  }),
];

export const fabrikamClusters: SimulatedCluster[] = [
  clusterWith({
    subscription: fabrikamPlatform,
    resourceGroup: 'rg-store',
    name: 'store',
    location: 'eastus',
    properties: {
      aadProfile: managedEntra(fabrikamPlatform, { adminGroups: [fabrikamOperators.objectId], azureRbac: true }),
    },
    roles: {
      'AKS Cluster User Role': [dan.objectId, adaInFabrikam],
      'AKS RBAC Cluster Admin': [dan.objectId],
      'AKS RBAC Reader': [adaInFabrikam],
    },
  }),
  clusterWith({
    subscription: fabrikamPlatform,
    resourceGroup: 'rg-store',
    name: 'store-lab',
    location: 'eastus',
    arm: { sku: freeTier },
    roles: { 'AKS Cluster User Role': [dan.objectId, adaInFabrikam] },
  }),
];
