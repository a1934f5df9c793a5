import type { Room } from '../../ui/commandRegistry.ts';
import type { AddTenantPorts } from './addTenant.ts';
import type { ChooseAccountsPorts } from './chooseAccounts.ts';
import type { ChooseTenantsPorts } from './chooseTenants.ts';

type AccountsPorts = AddTenantPorts &
  ChooseAccountsPorts &
  Omit<ChooseTenantsPorts, 'directory'> & { readonly clusterDirectory: () => Promise<ChooseTenantsPorts['directory']> };

type AccountsCommands =
  | 'aksEntra.showAccount'
  | 'aksEntra.chooseAccounts'
  | 'aksEntra.chooseTenants'
  | 'aksEntra.addTenant'
  | 'aksEntra.signOut';

/** Whose clusters are listed, and in which tenants. */
export function accountsCommands(ports: AccountsPorts): Room<AccountsCommands> {
  return {
    commands: {
      'aksEntra.showAccount': async (argument) => {
        const { showAccount } = await import('./showAccount.ts');
        await showAccount(ports, argument);
      },
      'aksEntra.chooseAccounts': async () => {
        const { chooseAccounts } = await import('./chooseAccounts.ts');
        await chooseAccounts(ports);
      },
      'aksEntra.chooseTenants': async (argument) => {
        const { chooseTenants } = await import('./chooseTenants.ts');
        await chooseTenants({ ...ports, directory: await ports.clusterDirectory() }, argument);
      },
      'aksEntra.addTenant': async (argument) => {
        const { addTenant } = await import('./addTenant.ts');
        await addTenant(ports, argument);
      },
      'aksEntra.signOut': async () => {
        const { signOut } = await import('./signOut.ts');
        await signOut(ports.signIn);
      },
    },
    disposables: [],
  };
}
