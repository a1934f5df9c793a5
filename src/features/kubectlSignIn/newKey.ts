import { AksEntraError } from '../../core/aksEntraError.ts';
import { planKeys } from '../../core/credentialPlugin/keyedContexts.ts';
import type { KubectlSignIn, Undo } from '../../core/credentialPlugin/kubectlSignIn.ts';
import { isSameAccess, type TrustedCluster } from '../../core/credentialPlugin/trustedCluster.ts';
import type { PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { WriteReceipt } from '../../core/kubeconfig/kubeconfigStore.ts';
import { plannedChanges, writeAsShownWith, type UndoableWriter } from '../../core/kubeconfig/writeAsShown.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { withUnguessableNames } from './entryNames.ts';
import { leadsToOneOf } from './keyContexts.ts';

/** A key that is to be replaced. */
interface FormerKey {
  readonly key: string;
  /** All contexts that lead to a cluster of this key. */
  readonly contexts: readonly PluginContext[];
}

/**
 * The key of a context's cluster, and who else has it.
 *
 * @param all contexts of our plugin
 * @throws AksEntraError contextKeyWrong where the cluster is none of the list
 */
export function formerKeyOf(
  { contextName, cluster, key: present }: PluginContext,
  all: readonly PluginContext[],
  trusted: readonly TrustedCluster[],
): FormerKey {
  const entries = trusted.filter((each) => isSameAccess(each, cluster));
  // A tunnel may lead to two entries, of an API server with two names: then it is the key that the context has.
  const key = (entries.find((each) => each.key === present) ?? entries[0])?.key;
  if (key === undefined) {
    throw new AksEntraError(
      'contextKeyWrong',
      l10n`The cluster of ${quotedName(contextName)} has no key yet. Run "AKS Entra: Write Keys to Contexts" first.`,
    );
  }
  const ofKey = trusted.filter((each) => each.key === key);
  return { key, contexts: all.filter((context) => leadsToOneOf(ofKey, context)) };
}

/**
 * Writes a new key to all contexts that have, or should have, the former one, and then makes it the list's: both or none.
 *
 * @returns what takes both back
 */
export async function replaceKey<Receipt extends WriteReceipt>(
  writer: UndoableWriter<Receipt>,
  kubectlSignIn: Pick<KubectlSignIn, 'start' | 'contextKeys' | 'replaceKey'>,
  { files, texts }: KubeconfigSnapshot,
  former: FormerKey,
): Promise<{ readonly receipts: readonly Receipt[]; readonly undo: Undo }> {
  const known = await kubectlSignIn.contextKeys();
  const key = known.newKey();
  const keys = new Map(former.contexts.map(({ contextName }) => [contextName, key]));
  const plan = planKeys(texts, await kubectlSignIn.start(), keys);
  // Who has seen the former key has seen the names too.
  const renamed = withUnguessableNames(plan.texts, former.contexts, known, 'renew');
  return writeAsShownWith(writer, plannedChanges(files, renamed), async () => {
    const undo = await kubectlSignIn.replaceKey(former.key, key);
    try {
      await assertInList(kubectlSignIn, key);
    } catch (error) {
      await undo();
      throw error;
    }
    return undo;
  });
}

async function assertInList(kubectlSignIn: Pick<KubectlSignIn, 'contextKeys'>, key: string): Promise<void> {
  if (!(await kubectlSignIn.contextKeys()).trusted.some((each) => each.key === key)) {
    throw new AksEntraError(
      'contextKeyWrong',
      l10n`Another window changed this key in the meantime, so nothing was changed here. Try again.`,
    );
  }
}
