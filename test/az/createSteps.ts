import { creationCommand } from '../../src/core/clusterCreation/creationCommand.ts';
import type { Creator } from '../../src/core/clusterCreation/creatorRoles.ts';
import type { NewCluster } from '../../src/core/clusterCreation/newCluster.ts';
import { ada, aksAdmins, contoso } from '../simulator/scenarios/people.ts';
import { sandbox } from '../simulator/scenarios/subscriptions.ts';
import { assignmentsOn, clusterFacts } from './factsOf.ts';
import type { Step } from './step.ts';

const standard = {
  subscriptionId: sandbox.subscriptionId,
  kind: 'standard',
  tenantId: contoso.tenantId,
  location: 'westeurope',
  kubernetesVersion: '',
  nodeSize: '',
  nodeCount: 2,
} as const;

/** Standard clusters; for an Automatic one az makes a Log Analytics workspace first, which is not simulated. */
export const createSteps: readonly Step[] = [
  creating('with an admin group', {
    ...standard,
    resourceGroup: 'rg-empty',
    isGroupNew: false,
    name: 'made-for-admins',
    adminGroupObjectIds: [aksAdmins.objectId],
    enableAzureRbac: false,
  }),
  creating('with Entra ID authorization, in a new resource group', {
    ...standard,
    resourceGroup: 'rg-made',
    isGroupNew: true,
    name: 'made-for-roles',
    adminGroupObjectIds: [],
    enableAzureRbac: true,
  }),
];

/** Owns the subscription, and has no role inside its clusters. */
const creator: Creator = { objectId: ada.objectId, mayAssign: true, hasRole: false, mayFetch: true };

function creating(what: string, cluster: NewCluster): Step {
  return {
    title: `create a Standard cluster ${what}: ${cluster.name}`,
    az: (az) => az.paste(creationCommand(cluster, creator).az),
    ours: (ours) => ours.create(cluster, creator),
    held: (simulator) => ({
      ...clusterFacts(simulator, cluster),
      assignments: assignmentsOn(simulator, cluster),
    }),
    changed: cluster,
  };
}
