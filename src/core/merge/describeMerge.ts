import { l10n } from '../l10n.ts';
import { quotedName, quotedNames } from '../quotedNames.ts';

/** What a merge into one file did, as far as a person is told. */
export interface MergeResult {
  readonly path: string;
  /** In the order in which they were merged; one at least. */
  readonly contextNames: readonly string[];
  readonly isUnchanged: boolean;
  /** Whether kubectl reads the file without being told to: it is in the KUBECONFIG list. */
  readonly isListed: boolean;
  /** The current context from now on, of the list or of a file beside it; undefined where there is none. */
  readonly currentContext: string | undefined;
  /** What it was before by name, where there was no such context. */
  readonly danglingContext?: string | undefined;
}

/** The result of a merge in a sentence or two: where the contexts are, and which one kubectl uses. */
export function describeMerge(result: MergeResult): string {
  const { currentContext, danglingContext } = result;
  const isReplaced =
    danglingContext !== undefined && currentContext !== undefined && danglingContext !== currentContext;
  const said = resultOf(result);
  return isReplaced
    ? l10n`${said} There is no context ${quotedName(danglingContext)}, which was the current one.`
    : said;
}

function resultOf(result: MergeResult): string {
  const { path, contextNames, currentContext } = result;
  const isOne = contextNames.length === 1;
  const names = quotedNames(contextNames);
  if (result.isUnchanged) {
    return isOne
      ? l10n`${path} already has this credential for ${names}; nothing was changed.`
      : l10n`${path} already has these credentials for ${names}; nothing was changed.`;
  }
  const isSwitched = currentContext !== undefined && contextNames.includes(currentContext);
  if (isOne && isSwitched && result.isListed) {
    return l10n`kubectl now uses the context ${names} (${path}).`;
  }
  const where = isOne ? l10n`The context ${names} is in ${path}` : l10n`The contexts ${names} are in ${path}`;
  if (!result.isListed) {
    const current = currentContext === undefined ? '' : l10n`, whose current context is ${quotedName(currentContext)}`;
    return l10n`${where}${current}. KUBECONFIG does not name this file: use kubectl --kubeconfig.`;
  }
  if (currentContext === undefined) {
    return `${where}.`;
  }
  return l10n`${where}; kubectl ${isSwitched ? 'now' : 'still'} uses ${quotedName(currentContext)}.`;
}
