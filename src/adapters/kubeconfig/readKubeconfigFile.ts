import { readFile, realpath, stat } from 'node:fs/promises';
import { devNull } from 'node:os';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import { fileErrorCode } from '../files/fileErrorCode.ts';

/**
 * A kubeconfig's bytes; undefined where there is no such file.
 *
 * @param nullDevice `empty`: to kubectl it is a kubeconfig without entries, which people name where they want none. What
 *   is written there would be lost, or take its place.
 * @throws AksEntraError kubeconfigUnreadable
 */
export async function readKubeconfigFile(
  path: string,
  nullDevice: 'empty' | 'refused' = 'refused',
): Promise<Buffer | undefined> {
  try {
    const isFile = (await stat(path)).isFile();
    if (isFile) {
      return await readFile(path);
    }
    if (nullDevice === 'empty' && (await realpath(path)) === devNull) {
      return Buffer.alloc(0);
    }
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw new AksEntraError(
      'kubeconfigUnreadable',
      l10n`${path} cannot be read (${fileErrorCode(error) ?? l10n`unknown error`}). Check that it is a file of yours.`,
      { cause: error },
    );
  }
  // Reading a pipe would wait for ever.
  throw new AksEntraError('kubeconfigUnreadable', l10n`${path} is not a regular file. Check KUBECONFIG.`);
}
