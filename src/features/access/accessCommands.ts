import type { Cloud } from '../../core/azure/clouds.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { GrantAccessPorts } from './grantAccess.ts';
import type { RevokeAccessPorts } from './revokeAccess.ts';

type AllPorts = GrantAccessPorts & RevokeAccessPorts & { readonly cloud: () => Cloud };
type AzurePorts =
  | 'roleAssignments'
  | 'clusterConnections'
  | 'clusters'
  | 'managedNamespaces'
  | 'people'
  | 'groupSearch'
  | 'groupMembership';

interface AccessCommandPorts extends Omit<AllPorts, AzurePorts> {
  /** They load when access is given or taken. */
  readonly access: () => Promise<Pick<AllPorts, AzurePorts>>;
}

type AccessCommands =
  | 'aksEntra.grantAccess'
  | 'aksEntra.revokeAccess'
  | 'aksEntra.showWhereGiven'
  | 'aksEntra.refreshAccess'
  | 'aksEntra.openGroup';

/** Who may do what on a cluster: giving access and taking it back. */
export function accessCommands(ports: AccessCommandPorts): Room<AccessCommands> {
  return {
    commands: {
      'aksEntra.grantAccess': async (argument) => {
        const { grantAccess } = await import('./grantAccess.ts');
        await grantAccess({ ...ports, ...(await ports.access()) }, argument);
      },
      'aksEntra.revokeAccess': async (argument) => {
        const { revokeAccess } = await import('./revokeAccess.ts');
        await revokeAccess({ ...ports, ...(await ports.access()) }, argument);
      },
      'aksEntra.refreshAccess': async (argument) => {
        const { refreshAccess } = await import('./refreshAccess.ts');
        refreshAccess(ports.changes, argument);
      },
      'aksEntra.showWhereGiven': async (argument) => {
        const { showWhereGiven } = await import('./showWhereGiven.ts');
        await showWhereGiven(ports.cloud, argument);
      },
      'aksEntra.openGroup': async (argument) => {
        const { openGroup } = await import('./openGroup.ts');
        await openGroup(ports.cloud(), argument);
      },
    },
    disposables: [],
  };
}
