import type { SignIn } from '../../core/entra/signIn.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import { signIn } from './signIn.ts';

export function signInCommands(accounts: Pick<SignIn, 'chooseAccount'>): Room<'aksEntra.signIn'> {
  return {
    commands: {
      'aksEntra.signIn': () => signIn(accounts),
    },
    disposables: [],
  };
}
