import type { Room } from '../../ui/commandRegistry.ts';
import type { InstallToolPorts } from './installTool.ts';

/** Installing the programs that an AKS setup takes. */
export function toolsCommands(ports: InstallToolPorts): Room<'aksEntra.installTool'> {
  return {
    commands: {
      'aksEntra.installTool': async (argument) => {
        const { installTool } = await import('./installTool.ts');
        await installTool(ports, argument);
      },
    },
    disposables: [],
  };
}
