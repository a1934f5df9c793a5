import { AksEntraError } from '../core/aksEntraError.ts';
import { l10n } from '../core/l10n.ts';
import { messageOf } from '../core/messageOf.ts';
import { redactSecrets } from '../core/redactSecrets.ts';

/** A command or background error as text for a person; unknown errors are ours, so they say so. */
export function errorMessage(error: unknown): string {
  if (error instanceof AksEntraError) {
    return error.message;
  }
  return l10n`Something unexpected went wrong: ${redactSecrets(messageOf(error))}`;
}
