import type { NewCluster } from '../../../../src/core/clusterCreation/newCluster.ts';
import { admins, tenantId } from '../entraIntegration/rawClusters.ts';

export const subscriptionId = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

export const standard: NewCluster = {
  kind: 'standard',
  subscriptionId,
  tenantId,
  resourceGroup: 'rg-web',
  isGroupNew: false,
  name: 'web',
  location: 'westeurope',
  adminGroupObjectIds: [admins],
  enableAzureRbac: false,
  kubernetesVersion: '',
  nodeSize: '',
  nodeCount: 3,
};

export const automatic: NewCluster = {
  ...standard,
  kind: 'automatic',
  name: 'auto',
  adminGroupObjectIds: [],
  enableAzureRbac: true,
};
