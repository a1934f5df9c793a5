import type { RoleAssignments } from '../../core/access/accessPorts.ts';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import type { GroupMembership } from '../../core/directory/groupCreation.ts';
import type { SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { Logger } from '../../core/logger.ts';
import type { RoleActivations } from '../../core/roleActivation/roleActivations.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { ChecksView } from '../checks/checksView.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';

interface ForbiddenPorts {
  readonly signIn: SignIn & SignedInAccounts;
  readonly inventory: ClusterInventory;
  readonly kubeconfigs: Pick<KubeconfigStore, 'read' | 'readAll'>;
  readonly checksView: () => Promise<Pick<ChecksView, 'show'>>;
  readonly access: () => Promise<{
    readonly roleAssignments: Pick<RoleAssignments, 'permissions' | 'assigned'>;
    readonly groupMembership: GroupMembership;
  }>;
  readonly roleActivations: () => Promise<RoleActivations>;
  readonly groupNames: () => Promise<GroupNames>;
  readonly logger: Logger;
}

/** Why a cluster answered Forbidden, and what would let one in. */
export function forbiddenCommands(ports: ForbiddenPorts): Room<'aksEntra.explainForbidden'> {
  return {
    commands: {
      'aksEntra.explainForbidden': async (argument) => {
        const { explainForbidden } = await import('./explainForbidden.ts');
        const [{ roleAssignments, groupMembership }, roleActivations, groupNames, view] = await Promise.all([
          ports.access(),
          ports.roleActivations(),
          ports.groupNames(),
          ports.checksView(),
        ]);
        const loaded = { roleAssignments, groupMembership, roleActivations, groupNames };
        await explainForbidden({ ...ports, ...loaded, view }, argument);
      },
    },
    disposables: [],
  };
}
