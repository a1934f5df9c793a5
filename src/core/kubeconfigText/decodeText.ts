import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';

/**
 * The text of a file that may be written back.
 *
 * @throws AksEntraError kubeconfigNotUtf8
 */
export function decodeText(path: string, bytes: Uint8Array): string {
  try {
    // A byte order mark stays part of the text: it is to be written back.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const message =
      utf16Of(bytes) === undefined
        ? l10n`${path} is not UTF-8 text. Save it as UTF-8, then try again.`
        : l10n`${path} is UTF-16 text, which is read but not written. Save it as UTF-8, then try again.`;
    throw new AksEntraError('kubeconfigNotUtf8', message, { cause });
  }
}

/**
 * The text of a file for looking at it, or for merging it into another: UTF-16 with a byte order mark, as PowerShell 5
 * writes it, and null bytes at the end are read too.
 *
 * @throws AksEntraError kubeconfigNotUtf8
 */
export function decodeForReading(path: string, bytes: Uint8Array): string {
  const encoding = utf16Of(bytes);
  if (encoding === undefined) {
    return decodeText(path, withoutNullsAtEnd(bytes));
  }
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes).replace(/\0+$/, '');
  } catch (cause) {
    throw new AksEntraError(
      'kubeconfigNotUtf8',
      l10n`${path} begins as UTF-16 text and goes on as something else. Save it as UTF-8, then try again.`,
      { cause },
    );
  }
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return 'utf-16le';
  }
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function withoutNullsAtEnd(bytes: Uint8Array): Uint8Array {
  const last = bytes.findLastIndex((byte) => byte !== 0);
  return bytes.subarray(0, last + 1);
}
