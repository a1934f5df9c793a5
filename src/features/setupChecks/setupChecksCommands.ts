import type { Room } from '../../ui/commandRegistry.ts';
import type { CheckSetupPorts } from './checkSetup.ts';

/** The doctor: what of an AKS setup does not work, and why. */
export function setupChecksCommands(ports: CheckSetupPorts): Room<'aksEntra.checkSetup'> {
  return {
    commands: {
      'aksEntra.checkSetup': async () => {
        const { checkSetup } = await import('./checkSetup.ts');
        await checkSetup(ports);
      },
    },
    disposables: [],
  };
}
