import type { ClusterDirectory } from '../../core/clusters/clusterPorts.ts';
import { listingOf } from '../../core/listing/inventory.ts';
import {
  choicesAfter,
  mayNameTenants,
  type TenantChoice,
  tenantChoicesFrom,
  withChoices,
} from '../../core/listing/tenantChoices.ts';
import { homeTenantOf } from '../../core/entra/homeTenant.ts';
import type { Account, SelectedAccounts, SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { MemorySlot } from '../../core/memorySlot.ts';
import { printable } from '../../core/printable.ts';
import { pickSeveral } from '../../ui/pickSeveral.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { pickAccount } from './pickAccount.ts';

export interface ChooseTenantsPorts {
  readonly signIn: Pick<SignIn, 'chooseAccount'> & SelectedAccounts;
  readonly memory: { tenantChoicesOf(accountId: string): MemorySlot<unknown> };
  readonly inventory: Pick<ClusterInventory, 'refresh' | 'state'>;
  readonly directory: Pick<ClusterDirectory, 'tenants'>;
}

/** Chooses in which tenants an account's clusters are listed: for the others no token is asked. */
export async function chooseTenants(ports: ChooseTenantsPorts, argument: unknown): Promise<void> {
  const { signIn, memory, inventory } = ports;
  const title = l10n`Tenants whose clusters are listed`;
  const account = await pickAccount(signIn, title, argument);
  const slot = memory.tenantChoicesOf(account.id);
  const known = await knownTenants(ports, account, tenantChoicesFrom(slot.get()));
  const home = homeTenantOf(account);
  const picked = await pickSeveral(
    title,
    l10n`No token is requested for the others. ${account.label}`,
    known.map((tenant) => ({
      label: printable(tenant.displayName),
      description: tenant.tenantId.toLowerCase() === home ? l10n`${tenant.tenantId} · home` : tenant.tenantId,
      ...(tenant.isTyped === true ? { detail: l10n`You typed it in. If you clear its tick, it is forgotten.` } : {}),
      picked: tenant.isDeselected !== true,
      value: tenant.tenantId,
    })),
  );
  await slot.set(choicesAfter(known, picked));
  await inventory.refresh();
}

/** Those that the listing knows; else Azure is asked, which may sign in: the user asks for it here. */
async function knownTenants(
  { inventory, directory }: ChooseTenantsPorts,
  account: Account,
  choices: readonly TenantChoice[],
): Promise<TenantChoice[]> {
  const listed = listingOf(inventory.state)?.tenants?.filter((known) => known.account.id === account.id) ?? [];
  if (listed.length > 0) {
    const tenants = listed.filter(({ isTyped }) => isTyped !== true).map(({ tenant }) => tenant);
    return withChoices(tenants, choices);
  }
  const caller = { account, interaction: 'allowed', signal: new AbortController().signal } as const;
  return withChoices(mayNameTenants(account, choices) ? await directory.tenants(caller) : undefined, choices);
}
