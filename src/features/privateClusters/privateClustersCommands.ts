import type { Room } from '../../ui/commandRegistry.ts';
import type { OpenBastionPorts } from './openBastionTerminal.ts';
import type { ReachClusterPorts } from './reachCluster.ts';
import { CommandSession } from './commandSession.ts';
import type { RunCommandPorts } from './runCommand.ts';

type Ports = OpenBastionPorts & ReachClusterPorts & RunCommandPorts;
type AzurePorts = 'clusters' | 'roleAssignments' | 'runCommands';

interface PrivateClustersPorts extends Omit<Ports, AzurePorts> {
  /** It loads when one of the commands is run. */
  readonly access: () => Promise<Pick<Ports, AzurePorts>>;
}

/** Ways into a cluster that the network keeps from here. */
export function privateClustersCommands(
  ports: PrivateClustersPorts,
): Room<'aksEntra.reachCluster' | 'aksEntra.openBastionTerminal' | 'aksEntra.runCommand'> {
  const session = new CommandSession();
  const withAzure = async (): Promise<Ports> => ({ ...ports, ...(await ports.access()) });
  return {
    commands: {
      'aksEntra.reachCluster': async (argument) => {
        const { reachCluster } = await import('./reachCluster.ts');
        await reachCluster(await withAzure(), argument);
      },
      'aksEntra.openBastionTerminal': async (argument) => {
        const { openBastionTerminal } = await import('./openBastionTerminal.ts');
        await openBastionTerminal(await withAzure(), argument);
      },
      'aksEntra.runCommand': async (argument) => {
        const { runCommand } = await import('./runCommand.ts');
        await runCommand(await withAzure(), session, argument);
      },
    },
    disposables: [],
  };
}
