import { AksEntraError } from './aksEntraError.ts';
import { messageOf } from './messageOf.ts';
import { redactSecrets } from './redactSecrets.ts';

/** An error for the log. Our own are sentences; anything else is a defect, where the stack is what helps. */
export function logText(error: unknown): string {
  if (error instanceof AksEntraError) {
    return [`${error.code}: ${error.message}`, ...(error.each ?? [])].join(' ');
  }
  return redactSecrets(error instanceof Error ? (error.stack ?? error.message) : messageOf(error));
}
