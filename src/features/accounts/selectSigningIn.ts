import type { Cloud } from '../../core/azure/clouds.ts';
import type { Account, SelectedAccounts, SignIn } from '../../core/entra/signIn.ts';
import { tenantChoicesFrom, tenantToSignInTo } from '../../core/listing/tenantChoices.ts';
import type { MemorySlot } from '../../core/memorySlot.ts';

export interface SelectSigningInPorts {
  readonly signIn: Pick<SignIn, 'token'> & Pick<SelectedAccounts, 'select'>;
  readonly memory: { tenantChoicesOf(accountId: string): Pick<MemorySlot<unknown>, 'get'> };
  readonly cloud: () => Cloud;
}

/**
 * Selects accounts; who was not selected before signs in first, where VS Code asks for it.
 *
 * @throws as `SignIn.token`, once those are selected for which it worked
 */
export async function selectSigningIn(
  { signIn, cloud, memory }: SelectSigningInPorts,
  before: readonly Account[],
  added: readonly Account[],
): Promise<void> {
  const ids = before.map(({ id }) => id);
  const count = ids.length;
  try {
    for (const account of added) {
      const tenantId = tenantToSignInTo(account, tenantChoicesFrom(memory.tenantChoicesOf(account.id).get()));
      if (tenantId !== undefined) {
        await signIn.token({ account, tenantId, scope: cloud().armScope, interaction: 'allowed' });
      }
      ids.push(account.id);
    }
  } finally {
    if (ids.length > count || added.length === 0) {
      await signIn.select(ids);
    }
  }
}
