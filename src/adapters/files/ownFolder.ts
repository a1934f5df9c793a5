import { constants, type Stats } from 'node:fs';
import { chmod, lstat, mkdir, open } from 'node:fs/promises';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import { fileErrorCode } from './fileErrorCode.ts';

/**
 * Makes a folder that is this user's alone, or takes the one that is there. Whatever lies in a folder that others may
 * write to, or behind a link, could be theirs.
 *
 * @throws AksEntraError dataFolderUnsafe; a file system error
 */
export async function ownFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    if (fileErrorCode(error) !== 'EEXIST') {
      throw error;
    }
  });
  await assertOwnFolder(folder);
  if (process.platform !== 'win32') {
    await chmod(folder, 0o700);
  }
}

/** @throws AksEntraError dataFolderUnsafe; a file system error, ENOENT where there is none */
export async function assertOwnFolder(folder: string): Promise<void> {
  const entry = await lstat(folder);
  if (entry.isDirectory() && isOwn(entry)) {
    return;
  }
  throw new AksEntraError(
    'dataFolderUnsafe',
    l10n`AKS Entra does not use ${folder}: it is not a folder of your own that only you may write to. ` +
      l10n`Move it away, then reload the window.`,
  );
}

/**
 * Reads a file that nobody else can have written.
 *
 * @param limit in bytes
 * @returns undefined where there is none, or a longer one
 * @throws AksEntraError dataFolderUnsafe; a file system error
 */
export async function readOwnFile(path: string, limit = Infinity): Promise<Buffer | undefined> {
  try {
    // A link to the file is refused by the system itself, so that nothing changes between the look and the reading.
    const file = await open(path, constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NOFOLLOW));
    try {
      const entry = await file.stat();
      if (!entry.isFile() || !isOwn(entry)) {
        throw unsafeFile(path);
      }
      return entry.size > limit ? undefined : await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw fileErrorCode(error) === 'ELOOP' ? unsafeFile(path) : error;
  }
}

/** Windows knows no user ids; there, %LOCALAPPDATA% is its user's alone by the access rules of the profile. */
function isOwn({ uid, mode }: Stats): boolean {
  return process.platform === 'win32' || (uid === process.geteuid?.() && (mode & 0o022) === 0);
}

function unsafeFile(path: string): AksEntraError {
  return new AksEntraError(
    'dataFolderUnsafe',
    l10n`AKS Entra does not use ${path}: it is not a file of your own that only you may write to. ` +
      l10n`Look at it and delete it, then try again.`,
  );
}
