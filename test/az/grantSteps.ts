import { ArmRoleAssignments } from '../../src/adapters/azure/roleAssignments.ts';
import { grantLines } from '../../src/core/access/grantTexts.ts';
import { type Grant, planGrant } from '../../src/core/access/grantPlan.ts';
import { performGrant } from '../../src/core/access/performGrant.ts';
import { ben, platformTeam } from '../simulator/scenarios/people.ts';
import { withAzureRbac } from './cliClusters.ts';
import { assignmentsOn } from './factsOf.ts';
import type { Step } from './step.ts';

const toBen = { kind: 'User', objectId: ben.objectId, name: ben.displayName, signInName: ben.upn } as const;
const toTeam = { kind: 'Group', objectId: platformTeam.objectId, name: platformTeam.displayName } as const;

/**
 * Who is let in, where Azure RBAC decides: both the role to fetch a credential and the one to do something with it. az gets
 * the very lines that a person is shown before.
 */
export const grantSteps: readonly Step[] = [
  granting('view on a namespace, to a person', {
    who: toBen,
    where: { kind: 'namespace', name: 'default' },
    level: 'view',
  }),
  granting('the same once more', { who: toBen, where: { kind: 'namespace', name: 'default' }, level: 'view' }),
  granting('edit on a managed namespace, to a group', {
    who: toTeam,
    where: { kind: 'managedNamespace', name: 'checkout' },
    level: 'edit',
  }),
  granting('cluster-admin on the cluster, to a group', {
    who: toTeam,
    where: { kind: 'cluster' },
    level: 'cluster-admin',
  }),
];

function granting(what: string, grant: Grant): Step {
  return {
    title: `grant ${what}: ${withAzureRbac.name}`,
    async az(az, ours) {
      const { cluster } = await ours.seen(withAzureRbac);
      await az.paste(grantLines(cluster, planGrant(cluster, grant)));
    },
    async ours(ours) {
      const seen = await ours.seen(withAzureRbac);
      const ports = {
        roleAssignments: new ArmRoleAssignments(ours.arm),
        clusterConnections: { connect: () => Promise.reject(new Error('Azure RBAC takes no binding.')) },
      };
      const waits = { pause: () => Promise.resolve(), report: () => undefined };
      const { failed } = await performGrant(ports, seen, planGrant(seen.cluster, grant), ours.caller, waits);
      if (failed !== undefined) {
        throw failed.error;
      }
    },
    held: (simulator) => assignmentsOn(simulator, withAzureRbac),
  };
}
