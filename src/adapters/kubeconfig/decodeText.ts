import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';

/**
 * The text of a file.
 *
 * @throws AksEntraError kubeconfigNotUtf8
 */
export function decodeText(path: string, bytes: Buffer): string {
  try {
    // A byte order mark stays part of the text: it is to be written back.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AksEntraError('kubeconfigNotUtf8', l10n`${path} is not UTF-8 text. Save it as UTF-8, then try again.`, {
      cause,
    });
  }
}
