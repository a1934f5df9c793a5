import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import { type InventoryState, listingOf } from '../../core/listing/inventory.ts';
import { tenantNames } from '../../core/listing/tenantNames.ts';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { SignedInAccounts } from '../../core/entra/signIn.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { WriteReceipt } from '../../core/kubeconfig/kubeconfigStore.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { notifyWritten, writerOf, type KubeconfigPorts } from '../kubeconfig/kubeconfigWriting.ts';
import { noKey } from './allowableEntries.ts';
import { allowPrograms, assertReadingPasses, consentOf } from './allowPrograms.ts';
import { entriesInUse, type EntryInUse } from './entriesInUse.ts';
import { allowanceDetail, allowanceQuestion, allowButton, alreadyAllowed, programsAllowed } from './programTexts.ts';

export interface AllowPorts extends KubeconfigPorts {
  readonly kubectlSignIn: Pick<KubectlSignIn, 'contextKeys' | 'setConsent' | 'assertFilesLeadTo'>;
  readonly signIn: SignedInAccounts;
  /** It may know the tenant's name. */
  readonly inventory: { readonly state: InventoryState };
}

const title = l10n`Let programs that name no cluster use a context`;

/**
 * Says what it means to let programs that name no cluster use the contexts of an entry, and allows it where the user agrees.
 *
 * @param key of the entry
 * @throws an AbortError on Cancel
 */
export async function allowAsking(ports: AllowPorts, key: string): Promise<void> {
  const { kubeconfigs, entries } = await entriesInUse(ports);
  const entry = entries.find((each) => each.key === key);
  if (entry === undefined || entry.contextNames.length === 0) {
    throw noKey();
  }
  const { contextNames } = entry;
  if (entry.isAllowed) {
    void vscode.window.showInformationMessage(alreadyAllowed());
    return;
  }
  await assertReadingPasses(ports.kubectlSignIn, kubeconfigs, entry);
  await confirm(ports, kubeconfigs, entry);
  const { receipts, undo } = await allowPrograms(writerOf(ports), ports.kubectlSignIn, kubeconfigs, entry);
  ports.logger.info(`Programs that name no cluster may use ${quotedNames(contextNames)}`);
  const withdrawFirst = async (receipt: WriteReceipt): Promise<void> => {
    // Whoever takes it back wants it gone, also where another program has changed the file since.
    await undo();
    await ports.kubeconfigs.undo(receipt);
  };
  const undoing = { logger: ports.logger, kubeconfigs: { undo: withdrawFirst } };
  notifyWritten(undoing, title, receipts, programsAllowed(contextNames));
}

async function confirm(
  { signIn, inventory }: AllowPorts,
  kubeconfigs: KubeconfigSnapshot,
  entry: EntryInUse,
): Promise<void> {
  const { contextNames } = entry;
  const [{ accountId, tenantId }] = entry.ways;
  const account = (await signIn.accounts()).find(({ id }) => id === accountId)?.label ?? accountId;
  const tenantName = tenantNames(listingOf(inventory.state)).get(tenantId.toLowerCase());
  const detail = allowanceDetail({
    contextNames,
    account,
    tenantId,
    tenantName,
    kubeconfigs: consentOf(kubeconfigs, entry).kubeconfigs.map(withTilde),
  });
  const allow = allowButton(contextNames);
  const chosen = await vscode.window.showWarningMessage(
    allowanceQuestion(contextNames),
    { modal: true, detail },
    // VS Code makes the first one the default, and never its own Cancel.
    l10n`Do Not Allow`,
    allow,
  );
  if (chosen !== allow) {
    throw cancellation();
  }
}
