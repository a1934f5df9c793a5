import type { Room } from '../../ui/commandRegistry.ts';
import type { ActivateRolePorts } from './activateRole.ts';

type LatePorts = 'roleActivations' | 'tokenPorts';

interface RoleActivationPorts extends Omit<ActivateRolePorts, LatePorts> {
  /** They load when a role is activated. */
  readonly roleActivations: () => Promise<ActivateRolePorts['roleActivations']>;
  readonly openTokenPorts: () => Promise<ActivateRolePorts['tokenPorts']>;
}

/** Roles that one has for a time only, when one asks for them: Privileged Identity Management. */
export function roleActivationCommands(ports: RoleActivationPorts): Room<'aksEntra.activateRole'> {
  return {
    commands: {
      'aksEntra.activateRole': async (argument) => {
        const { activateRole } = await import('./activateRole.ts');
        const [roleActivations, tokenPorts] = [await ports.roleActivations(), await ports.openTokenPorts()];
        await activateRole({ ...ports, roleActivations, tokenPorts }, argument);
      },
    },
    disposables: [],
  };
}
