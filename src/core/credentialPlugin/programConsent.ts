import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { contextKeyWrong, entriesOfAccount, type PluginAccess, type TrustedCluster } from './trustedCluster.ts';
import type { UnnamedRequest } from './unnamedRequest.ts';

/** Which clusters a program that names none may mean, and what it said beside that. */
export interface UnnamedAccess {
  /** Of the request's key and account; more than one where a cluster is reached in several ways. */
  readonly entries: readonly TrustedCluster[];
  readonly request: UnnamedRequest;
}

/**
 * What a program that names no cluster asks for. Nothing of it has been looked at.
 *
 * @param ofKey as `entriesOfKey`
 * @param unnamed undefined where the plugin sent nothing, as it does for what seems to name a cluster
 * @throws AksEntraError contextKeyWrong; kubeconfigsLeadElsewhere
 */
export function findUnnamedAccess(
  ofKey: readonly TrustedCluster[],
  unnamed: UnnamedRequest | undefined,
  asked: PluginAccess,
): UnnamedAccess {
  const entries = entriesOfAccount(ofKey, asked);
  if (entries.length === 0) {
    throw contextKeyWrong();
  }
  if (unnamed === undefined) {
    throw new AksEntraError(
      'kubeconfigsLeadElsewhere',
      l10n`AKS Entra gives out no token: it cannot tell which cluster it is for, nor which kubeconfigs the program reads.`,
    );
  }
  return { entries, request: unnamed };
}

/**
 * Only where the user allowed it do programs that name no cluster get tokens. Where their kubeconfigs lead is looked at
 * after that, and never before.
 */
export function allowedEntries(entries: readonly TrustedCluster[]): readonly TrustedCluster[] {
  return entries.filter(({ consent }) => consent !== undefined);
}

/** For whom `allowedEntries` finds nothing. */
export function consentMissing(): AksEntraError {
  return new AksEntraError(
    'consentMissing',
    l10n`The program that runs this does not say which cluster the token is for, as kubectl, helm and k9s do. ` +
      l10n`AKS Entra gives none to such a program unless you allow it: run ` +
      l10n`"AKS Entra: Let Programs That Name No Cluster Use a Context…" in VS Code, then try again.`,
  );
}
