import { readItems, readProperty, readString } from '../azure/readProperty.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { redactSecrets } from '../redactSecrets.ts';

/** Why an operation ended, in Azure’s words. */
export interface OperationError {
  readonly code?: string;
  /** Everything that Azure said, its details too, in one line that may stand anywhere. */
  readonly text: string;
}

/** Errors lie in each other, the useful one innermost (AKS#1938); so deep, nobody reads them. */
const deepest = 4;

/** The error in the answer about an operation, or in a bare one. */
export function operationError(body: unknown): OperationError {
  const error = readProperty(body, 'error') ?? body;
  const code = readString(error, 'code');
  const text = texts(error, 0).join(' ');
  return {
    ...(code === undefined ? {} : { code: printable(code) }),
    text: text === '' ? l10n`Azure gave no reason.` : clean(text),
  };
}

function texts(error: unknown, depth: number): string[] {
  const code = readString(error, 'code');
  const message = readString(error, 'message');
  const own = [code, message].filter((part) => part !== undefined).join(': ');
  const inner = depth === deepest ? [] : readItems(error, 'details').flatMap((detail) => texts(detail, depth + 1));
  return [own, ...inner].filter((text) => text !== '');
}

/** Word by word, since a text is cut where it is long, and this one is shown in full. */
function clean(text: string): string {
  return redactSecrets(text).trim().split(/\s+/).map(printable).join(' ');
}
