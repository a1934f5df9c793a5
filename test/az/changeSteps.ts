import type { ClusterIdParts } from '../../src/core/azure/resourceId.ts';
import { equivalentCommand } from '../../src/core/entraIntegration/equivalentCommand.ts';
import type { EntraUpdate } from '../../src/core/entraIntegration/plannedProfile.ts';
import { aksAdmins, contoso, platformTeam } from '../simulator/scenarios/people.ts';
import { legacy, managed, withoutEntra } from './cliClusters.ts';
import { clusterFacts } from './factsOf.ts';
import type { Step } from './step.ts';

const admins = aksAdmins.objectId;
const tenantId = contoso.tenantId;

/**
 * What is changed of clusters, in this order: later steps build on earlier ones. az gets the very line that a person is
 * shown before the change.
 */
export const changeSteps: readonly Step[] = [
  changing('enable Entra', withoutEntra, {
    goal: 'enable',
    adminGroupObjectIds: [admins],
    tenantId,
    enableAzureRbac: false,
  }),
  changing('migrate the legacy integration', legacy, {
    goal: 'migrate',
    adminGroupObjectIds: [admins, platformTeam.objectId],
    tenantId,
    enableAzureRbac: true,
  }),
  changing('change the admin groups', managed, {
    goal: 'adminGroups',
    adminGroupObjectIds: [platformTeam.objectId, admins],
  }),
  changing('take all admin groups away', managed, { goal: 'adminGroups', adminGroupObjectIds: [] }),
  changing('turn Entra ID authorization on', managed, { goal: 'authorization', enableAzureRbac: true }),
  changing('turn Entra ID authorization off', managed, { goal: 'authorization', enableAzureRbac: false }),
  changing('turn local accounts off', managed, { goal: 'localAccounts', disableLocalAccounts: true }),
  changing('turn local accounts on', managed, { goal: 'localAccounts', disableLocalAccounts: false }),
];

function changing(what: string, cluster: ClusterIdParts, change: EntraUpdate): Step {
  return {
    title: `${what}: ${cluster.name}`,
    az: (az) => az.paste(equivalentCommand(cluster, change).az),
    ours: (ours) => ours.change(cluster, change),
    held: (simulator) => clusterFacts(simulator, cluster),
    changed: cluster,
  };
}
