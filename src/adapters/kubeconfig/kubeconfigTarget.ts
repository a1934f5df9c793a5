import { mkdir, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import { fileErrorCode } from '../files/fileErrorCode.ts';

/**
 * The real file behind a path, which need not exist: a dangling link leads to the file that it names. The folder of a
 * file that is not behind a link is made (0700); behind a link a missing folder is more likely an unmounted drive.
 *
 * @throws AksEntraError kubeconfigFolderMissing, kubeconfigUnreadable; a file system error
 */
export async function resolveTarget(path: string): Promise<string> {
  const existing = await existingPathOf(path);
  if (existing !== undefined) {
    return existing;
  }
  if (path.endsWith(sep) || path.endsWith(`${sep}.`)) {
    throw new AksEntraError('kubeconfigUnreadable', l10n`${path} names a folder, not a file. Check KUBECONFIG.`);
  }
  let target = path;
  for (let followed = 0; followed < 40; followed++) {
    const link = await linkAt(target);
    if (link === undefined) {
      return resolveNewFile(target, path);
    }
    target = resolve(dirname(target), link);
  }
  throw new AksEntraError(
    'kubeconfigUnreadable',
    l10n`${path} is a symbolic link that leads in a circle. Correct the link, then try again.`,
  );
}

async function resolveNewFile(target: string, path: string): Promise<string> {
  if (target === path) {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  }
  const folder = await existingPathOf(dirname(target));
  if (folder === undefined) {
    throw new AksEntraError(
      'kubeconfigFolderMissing',
      l10n`${path} is a link to ${target}, whose folder does not exist. Is a drive missing? Create the folder or correct the link.`,
    );
  }
  return resolve(folder, target.slice(dirname(target).length).replace(/^[\\/]+/, ''));
}

/** The real path of a file that may be gone, without making anything. */
export async function realPathOf(path: string): Promise<string> {
  const existing = await existingPathOf(path).catch(() => undefined);
  if (existing !== undefined) {
    return existing;
  }
  const folder = await existingPathOf(dirname(path)).catch(() => undefined);
  return folder === undefined ? path : join(folder, basename(path));
}

async function existingPathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

async function linkAt(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch (error) {
    // EINVAL: it is no link.
    if (['ENOENT', 'EINVAL', 'UNKNOWN'].includes(fileErrorCode(error) ?? '')) {
      return undefined;
    }
    throw error;
  }
}
