import type { Room } from '../../ui/commandRegistry.ts';

type DecisionsCommands =
  'aksEntra.acceptChange' | 'aksEntra.keepBoth' | 'aksEntra.overwrite' | 'aksEntra.discardChange';

/** What stands in the title of an editor that shows something to decide on. */
export function decisionsCommands(): Room<DecisionsCommands> {
  return {
    commands: {
      'aksEntra.acceptChange': async (argument) => {
        const { acceptChange } = await import('./acceptChange.ts');
        acceptChange(argument);
      },
      'aksEntra.keepBoth': async (argument) => {
        const { keepBoth } = await import('./keepBoth.ts');
        keepBoth(argument);
      },
      'aksEntra.overwrite': async (argument) => {
        const { overwrite } = await import('./overwrite.ts');
        overwrite(argument);
      },
      'aksEntra.discardChange': async (argument) => {
        const { discardChange } = await import('./discardChange.ts');
        discardChange(argument);
      },
    },
    disposables: [],
  };
}
