import { AksEntraError } from '../../core/aksEntraError.ts';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import { l10n } from '../../core/l10n.ts';
import { assertReadingPasses } from './allowPrograms.ts';
import type { EntryInUse } from './entriesInUse.ts';

/**
 * Those entries that programs which name no cluster could be allowed: key and reading are right, and the consent alone is
 * missing.
 *
 * @returns empty where all are allowed already
 * @throws AksEntraError kubeconfigEntryNotFound where no context signs in with VS Code, contextKeyWrong where none has its
 *   key, kubeconfigsLeadElsewhere where the reading refuses all
 */
export async function allowableEntries(
  kubectlSignIn: Pick<KubectlSignIn, 'assertFilesLeadTo'>,
  found: {
    readonly kubeconfigs: KubeconfigSnapshot;
    readonly contexts: readonly PluginContext[];
    readonly entries: readonly EntryInUse[];
  },
): Promise<readonly EntryInUse[]> {
  if (found.contexts.length === 0) {
    throw new AksEntraError(
      'kubeconfigEntryNotFound',
      l10n`No context in your kubeconfig uses VS Code’s sign-in, so no program gets a token. Run “Get AKS credentials” first.`,
    );
  }
  const inUse = found.entries.filter(({ contextNames }) => contextNames.length > 0);
  if (inUse.length === 0) {
    throw noKey();
  }
  const allowable: EntryInUse[] = [];
  const refusals: AksEntraError[] = [];
  for (const entry of inUse.filter(({ isAllowed }) => !isAllowed)) {
    try {
      await assertReadingPasses(kubectlSignIn, found.kubeconfigs, entry);
      allowable.push(entry);
    } catch (error) {
      if (!(error instanceof AksEntraError)) {
        throw error;
      }
      refusals.push(error);
    }
  }
  const [refusal] = refusals;
  if (allowable.length === 0 && refusal !== undefined) {
    throw refusal;
  }
  return allowable;
}

/** Of contexts that get no token at all. */
export function noKey(): AksEntraError {
  return new AksEntraError(
    'contextKeyWrong',
    l10n`No context that uses VS Code’s sign-in has its key here. Run “AKS Entra: Write Keys to Contexts” first.`,
  );
}
