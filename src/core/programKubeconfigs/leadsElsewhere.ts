import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';

/**
 * Why a program that names no cluster gets no token, in one line for a terminal.
 *
 * @param file its path, or what else it is about
 * @param reason a sentence without its subject, and another with the way out
 */
export function leadsElsewhere(file: string, reason: string, cause?: unknown): AksEntraError {
  return new AksEntraError(
    'kubeconfigsLeadElsewhere',
    l10n`AKS Entra gives no token to a program that does not name its cluster: ${printable(file)} ${reason}`,
    cause === undefined ? {} : { cause },
  );
}
