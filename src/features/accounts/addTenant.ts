import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { cancellation } from '../../core/cancellation.ts';
import { tenantChoicesFrom, withTypedTenant } from '../../core/listing/tenantChoices.ts';
import type { SelectedAccounts, SignIn } from '../../core/entra/signIn.ts';
import { tenantNotAdded, typedTenantProblem } from '../../core/entra/typedTenant.ts';
import { l10n } from '../../core/l10n.ts';
import type { MemorySlot } from '../../core/memorySlot.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { pickAccount } from './pickAccount.ts';

export interface AddTenantPorts {
  readonly signIn: Pick<SignIn, 'chooseAccount' | 'token'> & SelectedAccounts;
  readonly memory: { tenantChoicesOf(accountId: string): MemorySlot<unknown> };
  readonly inventory: Pick<ClusterInventory, 'refresh'>;
  readonly cloud: () => Cloud;
  /** What Entra says of one that it does not know; undefined where it knows it, or where nobody says. */
  readonly unknownTenant: (tenant: string, signal: AbortSignal) => Promise<string | undefined>;
}

/**
 * Lists a tenant that Azure does not name: one by its id, or by a domain, which is a name for Entra alone. Only a tenant
 * in which the sign-in worked is remembered, by the id that Entra's token names.
 */
export async function addTenant(ports: AddTenantPorts, argument: unknown): Promise<void> {
  const { signIn, memory, inventory, cloud } = ports;
  const title = l10n`Add a tenant`;
  const account = await pickAccount(signIn, title, argument);
  const typed = await vscode.window.showInputBox({
    title,
    prompt: l10n`Its id or one of its domains. You sign in there as ${account.label}.`,
    ignoreFocusOut: true,
    validateInput: (text) => typedTenantProblem(text.trim()),
  });
  if (typed === undefined) {
    throw cancellation();
  }
  const displayName = typed.trim();
  const refusal = await withProgress(l10n`Looking up ${displayName}`, (signal) =>
    ports.unknownTenant(displayName, signal),
  );
  if (refusal !== undefined) {
    throw tenantNotAdded(displayName, new AksEntraError('notFound', refusal));
  }
  const scope = cloud().armScope;
  const tenantId = await signIn.token({ account, tenantId: displayName, scope, interaction: 'allowed' }).then(
    (token) => token.tenantId,
    (error: unknown) => {
      throw tenantNotAdded(displayName, error);
    },
  );
  if (tenantId === undefined) {
    throw new AksEntraError('tenantNotAdded', l10n`Entra does not know this tenant. Try its id.`);
  }
  const choices = memory.tenantChoicesOf(account.id);
  await choices.set(withTypedTenant(tenantChoicesFrom(choices.get()), { tenantId, displayName }));
  await inventory.refresh();
}
