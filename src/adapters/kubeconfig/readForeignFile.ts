import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import { decodeForReading } from '../../core/kubeconfigText/decodeText.ts';
import { fileErrorCode } from '../files/fileErrorCode.ts';
import { readRegularFile } from '../files/readRegularFile.ts';

/** The biggest kubeconfigs that we know of, with 1000 contexts, are half of this. */
const limitBytes = 5 * 1024 * 1024;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: l10n`does not exist. Choose the file again.`,
  ENOTDIR: l10n`does not exist. Choose the file again.`,
  EACCES: l10n`may not be read by you. Check its permissions.`,
  EPERM: l10n`may not be read by you. Check its permissions.`,
  EISDIR: l10n`is a folder. Choose the kubeconfig in it.`,
  ELOOP: l10n`is a symbolic link that leads in a circle. Choose the file itself.`,
};

const refusals = {
  folder: l10n`is a folder. Choose the kubeconfig in it.`,
  notRegular: l10n`is not a regular file. Choose another one.`,
  tooLarge: l10n`is larger than 5 MB, which no kubeconfig is. Check that it is the right file.`,
};

/**
 * The text of a kubeconfig that someone handed over, which may be any file.
 *
 * @throws AksEntraError kubeconfigUnreadable (missing, no regular file, not readable, over 5 MB), kubeconfigNotUtf8
 */
export async function readForeignFile(path: string): Promise<string> {
  try {
    const bytes = await readRegularFile(path, limitBytes);
    if (typeof bytes === 'string') {
      throw unreadable(path, refusals[bytes]);
    }
    return decodeForReading(path, bytes);
  } catch (error) {
    const code = fileErrorCode(error);
    if (error instanceof AksEntraError || code === undefined) {
      throw error;
    }
    throw unreadable(path, reasons[code] ?? l10n`cannot be read (${code}). Choose another file.`, error);
  }
}

function unreadable(path: string, reason: string, cause?: unknown): AksEntraError {
  return new AksEntraError('kubeconfigUnreadable', `${path} ${reason}`, { cause });
}
