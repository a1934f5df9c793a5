import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { KubeconfigBackup } from '../../core/kubeconfig/kubeconfigStore.ts';
import { l10n } from '../../core/l10n.ts';
import { fileErrorCode } from '../files/fileErrorCode.ts';

const keptBackups = 5;

/** The former states of kubeconfig files, the last five of each. They hold credentials: 0600 in a folder of 0700. */
export class KubeconfigBackups {
  readonly #directory: string;
  readonly #now: () => number;

  constructor(directory: string, now: () => number) {
    this.#directory = directory;
    this.#now = now;
  }

  /**
   * Keeps a file's bytes. Once they are written over, `removeOldest` is to follow; where that fails, `discard`.
   *
   * @returns the backup's path
   * @throws AksEntraError kubeconfigBackupFailed
   */
  async keep(realPath: string, bytes: Buffer): Promise<string> {
    try {
      await mkdir(this.#directory, { recursive: true, mode: 0o700 });
      // Two backups in one millisecond would have an order by chance only; five are kept, so it does not matter.
      const time = new Date(this.#now()).toISOString().replace(/[:.]/g, '-');
      const path = join(this.#directory, `${prefixOf(realPath)}${time}-${randomBytes(3).toString('hex')}.yaml`);
      await writeNew(path, bytes);
      return path;
    } catch (cause) {
      if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(fileErrorCode(cause) ?? '')) {
        throw cause;
      }
      throw new AksEntraError(
        'kubeconfigBackupFailed',
        l10n`No backup of ${realPath} could be written to ${this.#directory}, so the file was left as it is. ` +
          l10n`Check that there is space and that the folder is yours.`,
        { cause },
      );
    }
  }

  /** Of a file that was left as it was: the backup is of no use, and on a full disk its space is. */
  async discard(path: string): Promise<void> {
    await unlink(path).catch(() => undefined);
  }

  /** Never rejects: the file is written by then, and whoever wrote it has to know. */
  async removeOldest(realPath: string): Promise<void> {
    const paths = await this.#paths(realPath).catch(() => []);
    for (const path of paths.slice(keptBackups)) {
      // Another process may have been faster.
      await unlink(path).catch(() => undefined);
    }
  }

  /** The backups of a file, newest first. */
  async list(realPath: string): Promise<KubeconfigBackup[]> {
    const backups: KubeconfigBackup[] = [];
    for (const path of await this.#paths(realPath)) {
      const found = await stat(path).catch(() => undefined);
      if (found?.isFile() === true) {
        backups.push({ path, createdOnMs: timeIn(path) ?? found.mtimeMs, sizeBytes: found.size });
      }
    }
    return backups;
  }

  /**
   * @param path one of the backups of that file
   * @throws AksEntraError kubeconfigBackupMissing
   */
  async read(realPath: string, path: string): Promise<Buffer> {
    try {
      if ((await this.#paths(realPath)).includes(path)) {
        return await readFile(path);
      }
    } catch (error) {
      if (fileErrorCode(error) !== 'ENOENT') {
        throw error;
      }
    }
    throw new AksEntraError(
      'kubeconfigBackupMissing',
      l10n`The backup ${path} of ${realPath} is no longer there: the last five are kept. Choose another one.`,
    );
  }

  /**
   * Rewrites each backup of a file. Call only under the file's lock.
   *
   * @param clean returns undefined for a backup that is to be deleted
   * @returns how many were rewritten or deleted
   */
  async purge(realPath: string, clean: (bytes: Buffer) => Buffer | undefined): Promise<number> {
    let count = 0;
    for (const path of await this.#paths(realPath)) {
      const bytes = await readFile(path);
      const cleaned = clean(bytes);
      if (cleaned?.equals(bytes) === true) {
        continue;
      }
      count++;
      if (cleaned === undefined) {
        await unlink(path);
      } else {
        await replaceBackup(path, cleaned);
      }
    }
    return count;
  }

  async #paths(realPath: string): Promise<string[]> {
    const prefix = prefixOf(realPath);
    const names = await readdir(this.#directory).catch((error: unknown): string[] => {
      if (fileErrorCode(error) === 'ENOENT') {
        return [];
      }
      throw error;
    });
    return names
      .filter((name) => name.startsWith(prefix) && name.endsWith('.yaml'))
      .sort()
      .reverse()
      .map((name) => join(this.#directory, name));
  }
}

/** Files of one name in different folders are kept apart by a hash of the path. */
function prefixOf(realPath: string): string {
  return `${basename(realPath)}-${createHash('sha256').update(realPath).digest('hex').slice(0, 8)}-`;
}

async function writeNew(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    // Half of it would be offered as a backup.
    await unlink(path).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

async function replaceBackup(path: string, bytes: Buffer): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeNew(draft, bytes);
    await rename(draft, path);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

/** The time in a backup's name. */
function timeIn(path: string): number | undefined {
  const match = /-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d{3}Z)-[0-9a-f]{6}\.yaml$/.exec(path);
  if (match === null) {
    return undefined;
  }
  const [, hour = '', minute = '', second = '', millisecond = ''] = match;
  const time = Date.parse(`${hour}:${minute}:${second}.${millisecond}`);
  return Number.isNaN(time) ? undefined : time;
}
