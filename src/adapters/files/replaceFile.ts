import { randomBytes } from 'node:crypto';
import { access, constants, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import { fileErrorCode } from './fileErrorCode.ts';

/** Where a rename cannot put a new file: a bind-mounted single file, a file that another process holds (Windows). */
const renameCannotWork = ['EBUSY', 'EXDEV', 'EPERM', 'EACCES'];
const windowsRenameTries = 5;

/**
 * Puts bytes in the place of a file's, so that a reader at any moment sees the one or the other whole. Mode and owner
 * stay; a new file gets 0600. Call only under the file's lock.
 *
 * @param before what the file holds; undefined where there is none
 * @param assertLocked called right before the new bytes take effect
 * @throws AksEntraError kubeconfigForeignOwner, what `assertLocked` throws; a file system error
 */
export async function replaceFile(
  realPath: string,
  before: Buffer | undefined,
  after: Buffer,
  assertLocked: () => Promise<void>,
): Promise<void> {
  const present = before === undefined ? undefined : await stat(realPath);
  if (present !== undefined) {
    await assertOurs(realPath, present);
  }

  const draft = join(dirname(realPath), `${draftPrefix(realPath)}${randomBytes(6).toString('hex')}`);
  try {
    const canRename = (await writeDraft(draft, after, present)) && (present?.nlink ?? 1) === 1;
    await assertLocked();
    if (canRename && (await renameOver(draft, realPath))) {
      await syncFolder(dirname(realPath));
      return;
    }
    // The new bytes have proved to fit on the disk; their space is needed now.
    await unlink(draft);
    await writeInPlace(realPath, before ?? Buffer.alloc(0), after);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

/** Drafts of writers that were killed. Only the lock's holder makes drafts, so under the lock each one is a leftover. */
export async function removeLeftovers(realPath: string): Promise<void> {
  const folder = dirname(realPath);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (name.startsWith(draftPrefix(realPath))) {
      await unlink(join(folder, name)).catch(() => undefined);
    }
  }
}

function draftPrefix(realPath: string): string {
  return `.${basename(realPath)}.aks-entra-`;
}

async function assertOurs(realPath: string, present: Stats): Promise<void> {
  await access(realPath, constants.W_OK);
  const uid = process.geteuid?.();
  if (uid === undefined || uid === 0 || uid === present.uid) {
    return;
  }
  throw new AksEntraError(
    'kubeconfigForeignOwner',
    l10n`${realPath} belongs to another user, so it was left as it is. ` +
      l10n`Take it over (chown) or point KUBECONFIG to a file of your own.`,
  );
}

/** @returns false where the file's owner cannot be kept */
async function writeDraft(draft: string, bytes: Buffer, present: Stats | undefined): Promise<boolean> {
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    const made = await file.stat();
    let isOwnerKept = true;
    if (present !== undefined && (made.uid !== present.uid || made.gid !== present.gid)) {
      isOwnerKept = await file.chown(present.uid, present.gid).then(
        () => true,
        () => false,
      );
    }
    // After chown, which takes the set-id bits away.
    if (present !== undefined) {
      await file.chmod(present.mode & 0o7777);
    }
    await file.sync();
    return isOwnerKept;
  } finally {
    await file.close();
  }
}

/** @returns false where only writing in place can work */
async function renameOver(draft: string, realPath: string): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    try {
      await rename(draft, realPath);
      return true;
    } catch (error) {
      if (!renameCannotWork.includes(fileErrorCode(error) ?? '')) {
        throw error;
      }
      if (process.platform !== 'win32' || tries === windowsRenameTries) {
        return false;
      }
      await delay(20 * tries);
    }
  }
}

/** The fallback without atomicity; the backup covers a crash in between. On an error the former bytes come back. */
async function writeInPlace(realPath: string, before: Buffer, after: Buffer): Promise<void> {
  const file = await open(realPath, 'r+');
  try {
    await overwrite(file, after);
  } catch (error) {
    await overwrite(file, before);
    throw error;
  } finally {
    await file.close();
  }
}

async function overwrite(file: Awaited<ReturnType<typeof open>>, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await file.write(bytes, written, bytes.length - written, written)).bytesWritten;
  }
  await file.truncate(bytes.length);
  await file.sync();
}

/** Makes the rename itself last; Windows cannot open folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems do not offer it.
    if (!['EINVAL', 'ENOTSUP', 'EISDIR'].includes(fileErrorCode(error) ?? '')) {
      throw error;
    }
  } finally {
    await handle.close();
  }
}
