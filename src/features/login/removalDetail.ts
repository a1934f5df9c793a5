import { l10n } from '../../core/l10n.ts';
import { quotedNames } from '../../core/quotedNames.ts';

/** What to know before kubectl's plugin is removed. @param broken the contexts that still use it */
export function removalDetail(broken: readonly string[]): string {
  return broken.length === 0
    ? l10n`No context in your kubeconfig uses it any more.`
    : l10n`${quotedNames(broken)} still ${broken.length === 1 ? 'signs' : 'sign'} in through it and will not work.`;
}
