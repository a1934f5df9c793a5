import { AksEntraError } from '../../core/aksEntraError.ts';
import type { KubectlSignIn, Undo } from '../../core/credentialPlugin/kubectlSignIn.ts';
import { textsOfContexts } from '../../core/kubeconfig/textsOfContexts.ts';
import type { ProgramConsent } from '../../core/credentialPlugin/trustedCluster.ts';
import { planUnguessableNames } from '../../core/credentialPlugin/unguessableNames.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { WriteReceipt } from '../../core/kubeconfig/kubeconfigStore.ts';
import { plannedChanges, writeAsShownWith, type UndoableWriter } from '../../core/kubeconfig/writeAsShown.ts';
import { l10n } from '../../core/l10n.ts';
import type { EntryInUse } from './entriesInUse.ts';

type SignInPorts = Pick<KubectlSignIn, 'assertFilesLeadTo'>;

/** What would be allowed: the files that the contexts of an entry are made of go with it. */
export function consentOf(kubeconfigs: KubeconfigSnapshot, { contextNames }: EntryInUse): ProgramConsent {
  const indexes = textsOfContexts(kubeconfigs.texts, contextNames);
  return { kubeconfigs: indexes.flatMap((index) => kubeconfigs.files[index]?.path ?? []) };
}

/**
 * That the user's kubeconfigs lead the contexts of an entry nowhere else, read as they would be for each token.
 *
 * @throws AksEntraError kubeconfigsLeadElsewhere
 */
export async function assertReadingPasses(
  kubectlSignIn: SignInPorts,
  kubeconfigs: KubeconfigSnapshot,
  entry: EntryInUse,
): Promise<void> {
  const consent = consentOf(kubeconfigs, entry);
  await kubectlSignIn.assertFilesLeadTo(
    entry.ways.map((way) => ({ ...way, consent })),
    kubeconfigs.paths,
  );
}

/**
 * Lets programs that name no cluster have the tokens of an entry, and gives the cluster and the user of its contexts names
 * that nobody can guess: both or none.
 *
 * @param kubeconfigs as they were read when the user was asked
 * @returns what takes the consent back; the texts go back by their receipts
 * @throws AksEntraError kubeconfigsLeadElsewhere, kubeconfigChanged, contextKeyWrong; as `planUnguessableNames`, the writer
 *   and `KubectlSignIn`
 */
export async function allowPrograms<Receipt extends WriteReceipt>(
  writer: UndoableWriter<Receipt>,
  kubectlSignIn: SignInPorts & Pick<KubectlSignIn, 'contextKeys' | 'setConsent'>,
  kubeconfigs: KubeconfigSnapshot,
  entry: EntryInUse,
): Promise<{ readonly receipts: readonly Receipt[]; readonly undo: Undo }> {
  // The dialog was open for as long as the user liked.
  await assertReadingPasses(kubectlSignIn, kubeconfigs, entry);
  const keys = await kubectlSignIn.contextKeys();
  const { files, texts } = kubeconfigs;
  // Those of a consent that was taken back may have been seen since, and others may have come with a file.
  const named = planUnguessableNames(texts, entry.contextNames, () => keys.newKey(), 'renew');
  return writeAsShownWith(writer, plannedChanges(files, named), async () => {
    await assertReadingPasses(kubectlSignIn, kubeconfigs, entry);
    const undo: Undo = () => kubectlSignIn.setConsent(entry.key, undefined);
    await kubectlSignIn.setConsent(entry.key, consentOf(kubeconfigs, entry));
    try {
      await assertAllowed(kubectlSignIn, entry.key);
    } catch (error) {
      await undo();
      throw error;
    }
    return undo;
  });
}

async function assertAllowed(kubectlSignIn: Pick<KubectlSignIn, 'contextKeys'>, key: string): Promise<void> {
  const { trusted } = await kubectlSignIn.contextKeys();
  if (!trusted.some((each) => each.key === key && each.consent !== undefined)) {
    throw new AksEntraError(
      'contextKeyWrong',
      l10n`Another window changed this context’s key in the meantime, so nothing was changed here. Try again.`,
    );
  }
}
