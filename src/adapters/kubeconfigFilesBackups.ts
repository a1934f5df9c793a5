import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AksEntraError } from '../core/aksEntraError.ts';
import { fileErrorCode } from './kubeconfigFilesErrors.ts';

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
   * Keeps a file's bytes and removes the oldest backups of that file.
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
      const file = await open(path, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await this.#removeOldest(realPath);
      return path;
    } catch (cause) {
      if (['ENOSPC', 'EDQUOT'].includes(fileErrorCode(cause) ?? '')) throw cause;
      throw new AksEntraError(
        'kubeconfigBackupFailed',
        `No backup of ${realPath} could be written to ${this.#directory}, so the file was left as it is. ` +
          'Check that there is space and that the folder is yours.',
        { cause },
      );
    }
  }

  /** The backups of a file, newest first. */
  async list(realPath: string): Promise<string[]> {
    const prefix = prefixOf(realPath);
    const names = (await readdir(this.#directory)).filter((name) => name.startsWith(prefix));
    return names
      .sort()
      .reverse()
      .map((name) => join(this.#directory, name));
  }

  async #removeOldest(realPath: string): Promise<void> {
    for (const path of (await this.list(realPath)).slice(keptBackups)) {
      // Another process may have been faster.
      await unlink(path).catch(() => undefined);
    }
  }
}

/** Files of one name in different folders are kept apart by a hash of the path. */
function prefixOf(realPath: string): string {
  return `${basename(realPath)}-${createHash('sha256').update(realPath).digest('hex').slice(0, 8)}-`;
}
