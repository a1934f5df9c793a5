import { AksEntraError } from '../core/aksEntraError.ts';
import { messageOf } from '../core/messageOf.ts';
import { redactSecrets } from '../core/redactSecrets.ts';

/** An error for the log. Our own are sentences; anything else is a defect, where the stack is what helps. */
export function logText(error: unknown): string {
  if (error instanceof AksEntraError) {
    return `${error.code}: ${error.message}`;
  }
  return redactSecrets(error instanceof Error ? (error.stack ?? error.message) : messageOf(error));
}
