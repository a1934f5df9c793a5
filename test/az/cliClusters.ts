import type { ClusterIdParts } from '../../src/core/azure/resourceId.ts';
import { development } from '../simulator/scenarios/subscriptions.ts';

/** The clusters that the steps are about; the simulated Azure of each side has its own ones. */
const inDevelopment = (resourceGroup: string, name: string): ClusterIdParts => ({
  subscriptionId: development.subscriptionId,
  resourceGroup,
  name,
});

export const withoutEntra = inDevelopment('rg-lab', 'static-lab');
export const legacy = inDevelopment('rg-legacy', 'legacy-web');
export const managed = inDevelopment('rg-shared', 'shared-web');
export const withAzureRbac = inDevelopment('rg-dev', 'autopilot-dev');
