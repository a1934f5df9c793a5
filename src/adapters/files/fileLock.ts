import { randomBytes } from 'node:crypto';
import { link, lstat, open, readFile, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { fileErrorCode } from './fileErrorCode.ts';
import { isDead, isRunning, newLockOwner, parseLockOwner } from './fileLockOwner.ts';

export interface LockOptions {
  readonly signal: AbortSignal | undefined;
  readonly logger: Pick<Logger, 'warn'> | undefined;
  readonly now: () => number;
  readonly timeoutMs: number;
}

/** Another program's lock that is older than this was left behind: kubectl holds one for milliseconds. */
const foreignLockIsStaleAfterMs = 5 * 60_000;
const firstWaitMs = 5;
const longestWaitMs = 150;

/**
 * Runs work under kubectl's lock, `<file>.lock`, of the real file, and where the path names a link also of that: others
 * may know the file by either name. The real file's comes last, so that two writers never wait for each other. Where a
 * folder on the way is a link, or the case of a letter differs, both names have one lock.
 *
 * @param work gets a function that throws where the lock has been taken away: call it right before the write
 * @throws AksEntraError kubeconfigLocked; the signal's reason; a file system error
 */
export async function withLocks<T>(
  path: string,
  realPath: string,
  options: LockOptions,
  work: (assertLocked: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const own = path !== realPath && (await isLink(path)) ? await acquire(path, options) : undefined;
  try {
    const real = await acquire(realPath, options);
    try {
      return await work(real.assertHeld);
    } finally {
      await real.release();
    }
  } finally {
    await own?.release();
  }
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
}

interface HeldLock {
  readonly assertHeld: () => Promise<void>;
  readonly release: () => Promise<void>;
}

async function acquire(path: string, options: LockOptions): Promise<HeldLock> {
  const lockPath = `${path}.lock`;
  const content = JSON.stringify(await newLockOwner());
  // Monotonic: the injected clock only judges the age of files.
  const deadline = performance.now() + options.timeoutMs;
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 1.6, longestWaitMs)) {
    options.signal?.throwIfAborted();
    if (await createWhole(lockPath, content)) {
      break;
    }
    if (await takeOverStale(lockPath, content, options)) {
      continue;
    }
    if (performance.now() > deadline) {
      throw locked(path, lockPath);
    }
    await delay(
      waitMs * (0.5 + Math.random()),
      undefined,
      options.signal === undefined ? {} : { signal: options.signal },
    );
  }
  await removeLeftovers(lockPath);
  const isHeld = async () => (await contentOf(lockPath)) === content;
  return {
    assertHeld: async () => {
      if (!(await isHeld())) {
        throw locked(path, lockPath);
      }
    },
    // The work is done by then: whoever asked for it has to know what it did, so that it can be taken back.
    release: async () => {
      try {
        if (await isHeld()) {
          await unlink(lockPath).catch(ignoreMissing);
        }
      } catch (error) {
        options.logger?.warn(`Could not remove the lock ${lockPath}: ${fileErrorCode(error) ?? 'unknown error'}.`);
      }
    },
  };
}

function locked(path: string, lockPath: string): AksEntraError {
  return new AksEntraError(
    'kubeconfigLocked',
    l10n`${path} is locked by another program (${lockPath}). ` +
      l10n`Wait until it is done; if no kubectl or other tool is running, delete that lock file. Then try again.`,
  );
}

/**
 * Creates a file that has its content from the first moment: a hard link to a finished one fails where the name is
 * taken, just as O_EXCL does. A process that is killed between creating and writing would leave an empty lock, which
 * looks like kubectl's.
 */
async function createWhole(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${process.pid}-${randomBytes(6).toString('hex')}`;
  // Spares the draft while someone else holds the lock.
  if ((await contentOf(path)) !== undefined) {
    return false;
  }
  try {
    await writeNew(draft, content);
    return (await linkTo(draft, path)) ?? (await createInPlace(path, content));
  } finally {
    await unlink(draft).catch(ignoreMissing);
  }
}

/** @returns whether the name was free; undefined where the file system has no hard links */
async function linkTo(draft: string, path: string): Promise<boolean | undefined> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    const code = fileErrorCode(error) ?? '';
    // ENOENT: another process took the draft for a leftover.
    if (['EEXIST', 'ENOENT'].includes(code)) {
      return false;
    }
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) {
      return undefined;
    }
    throw error;
  }
}

/** For file systems without hard links. */
async function createInPlace(path: string, content: string): Promise<boolean> {
  try {
    await writeNew(path, content);
    return true;
  } catch (error) {
    if (fileErrorCode(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

async function writeNew(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
  } catch (error) {
    // On a full disk a lock without its content would stay, and look like kubectl's.
    await unlink(path).catch(ignoreMissing);
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * Removes a lock whose owner is gone. Two processes may see that at the same time, and the slower one must not remove
 * the faster one's new lock: so it is done under a lock of its own and looked at again there.
 *
 * @returns whether it is worth trying again at once
 */
async function takeOverStale(lockPath: string, ownContent: string, options: LockOptions): Promise<boolean> {
  if ((await staleness(lockPath, options)) === undefined) {
    return false;
  }
  const guardPath = `${lockPath}.takeover`;
  if (!(await createWhole(guardPath, ownContent))) {
    await removeDeadGuard(guardPath);
    return false;
  }
  try {
    const reason = await staleness(lockPath, options);
    if (reason === undefined) {
      return false;
    }
    options.logger?.warn(`Removed the lock ${lockPath}: ${reason}.`);
    await unlink(lockPath).catch(ignoreMissing);
    return true;
  } finally {
    await unlink(guardPath).catch(ignoreMissing);
  }
}

/** Why a lock is no longer to be honoured; undefined for one that is. */
async function staleness(lockPath: string, options: LockOptions): Promise<string | undefined> {
  const content = await contentOf(lockPath);
  if (content === undefined) {
    return undefined;
  }
  const owner = parseLockOwner(content);
  if (owner !== undefined && (await isDead(owner))) {
    return `process ${owner.pid}, which made it, has ended`;
  }
  const ageMs = options.now() - (await modifiedAt(lockPath, options.now()));
  if (ageMs < foreignLockIsStaleAfterMs) {
    return undefined;
  }
  return `it was left behind by another program ${Math.round(ageMs / 60_000)} minutes ago`;
}

/** The guard of a process that was killed while it held it. Renaming it first shows whether it was still the same. */
async function removeDeadGuard(guardPath: string): Promise<void> {
  const content = await contentOf(guardPath);
  const owner = content === undefined ? undefined : parseLockOwner(content);
  if (owner === undefined || !(await isDead(owner))) {
    return;
  }
  const aside = `${guardPath}.${process.pid}-${randomBytes(6).toString('hex')}`;
  try {
    await rename(guardPath, aside);
  } catch (error) {
    ignoreMissing(error);
    return;
  }
  if ((await contentOf(aside)) !== content) {
    await link(aside, guardPath).catch(() => undefined);
  }
  await unlink(aside).catch(ignoreMissing);
}

/** Drafts and guards of processes that were killed. */
async function removeLeftovers(lockPath: string): Promise<void> {
  const folder = dirname(lockPath);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(`${basename(lockPath)}.`))) {
    const path = join(folder, name);
    if (name === `${basename(lockPath)}.takeover`) {
      await removeDeadGuard(path);
    } else if (await isLeftover(path)) {
      await unlink(path).catch(ignoreMissing);
    }
  }
}

async function isLeftover(path: string): Promise<boolean> {
  const content = await contentOf(path);
  const owner = content === undefined ? undefined : parseLockOwner(content);
  if (owner !== undefined) {
    return isDead(owner);
  }
  // Killed before it wrote its content. Should the process live on another machine, it makes a new draft.
  const pid = /\.(\d+)-[0-9a-f]{12}$/.exec(path)?.[1];
  return pid !== undefined && !isRunning(Number(pid));
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    ignoreMissing(error);
    return undefined;
  }
}

async function modifiedAt(path: string, fallback: number): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    ignoreMissing(error);
    return fallback;
  }
}

function ignoreMissing(error: unknown): void {
  if (fileErrorCode(error) !== 'ENOENT') {
    throw error;
  }
}
