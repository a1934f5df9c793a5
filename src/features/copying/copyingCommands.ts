import type { Room } from '../../ui/commandRegistry.ts';

type CopyingCommands = 'aksEntra.copyId' | 'aksEntra.copyValue';

/** What is copied from the rows of the trees. */
export function copyingCommands(): Room<CopyingCommands> {
  return {
    commands: {
      'aksEntra.copyId': async (argument) => {
        const { copyId } = await import('./copyId.ts');
        await copyId(argument);
      },
      'aksEntra.copyValue': async (argument) => {
        const { copyValue } = await import('./copyValue.ts');
        await copyValue(argument);
      },
    },
    disposables: [],
  };
}
