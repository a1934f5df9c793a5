import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { listedPaths, noListedFile } from '../../core/kubeconfig/kubeconfigPaths.ts';
import type {
  KubeconfigBackup,
  KubeconfigFile,
  KubeconfigStore,
  KubeconfigWrite,
  TextChange,
} from '../../core/kubeconfig/kubeconfigStore.ts';
import { onFirstUse } from '../../core/onFirstUse.ts';
import { fileErrorCode } from '../files/fileErrorCode.ts';
import { decodeForReading } from '../../core/kubeconfigText/decodeText.ts';
import type { KubeconfigWriter, KubeconfigWriteReceipt, KubeconfigWriterOptions } from './kubeconfigWriter.ts';
import { readKubeconfigFile } from './readKubeconfigFile.ts';

export interface KubeconfigFilesOptions extends KubeconfigWriterOptions {
  /** Only KUBECONFIG is read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where `.kube/config` is looked for, now; a relative one, or none, is of the current folder. */
  readonly home: () => Promise<string>;
  readonly platform: NodeJS.Platform;
}

type WriteListener = (write: KubeconfigWrite) => void;

/** The user's kubeconfig files. Reading is all that is needed at once: the write path loads when something is written. */
export class KubeconfigFiles implements KubeconfigStore<KubeconfigWriteReceipt> {
  readonly #options: KubeconfigFilesOptions;
  readonly #listeners = new Set<WriteListener>();
  readonly #writer: () => Promise<KubeconfigWriter>;

  constructor(options: KubeconfigFilesOptions) {
    this.#options = options;
    this.#writer = onFirstUse(async () => {
      const { KubeconfigWriter } = await import('./kubeconfigWriter.ts');
      return new KubeconfigWriter(options, (write) => {
        for (const listener of this.#listeners) {
          listener(write());
        }
      });
    });
  }

  /**
   * @param listener is told each write, undo and restore, before another program can lock the file. It must return at
   *   once.
   */
  onDidWrite(listener: WriteListener): { dispose(): void } {
    this.#listeners.add(listener);
    return {
      dispose: () => {
        this.#listeners.delete(listener);
      },
    };
  }

  /**
   * The files of the KUBECONFIG list, or the one file in the home folder. Absolute paths; a file that the list names
   * twice, be it through a link, stands there once, under its first name.
   */
  async paths(): Promise<string[]> {
    return oncePerFile(await this.namedPaths());
  }

  /** Every path of the KUBECONFIG list, also a second one that leads to the same file. */
  async namedPaths(): Promise<string[]> {
    const { env, home, platform } = this.#options;
    const listed = listedPaths(env, platform) ?? [join(await home(), '.kube', 'config')];
    return [...new Set(listed.map((path) => absolute(path)))];
  }

  /**
   * Where new entries and the current context go (clientcmd's rule): the first file that exists, else the last.
   *
   * @throws AksEntraError kubeconfigListEmpty
   */
  async writePath(): Promise<string> {
    const paths = await this.paths();
    for (const path of paths) {
      if (await exists(path)) {
        return path;
      }
    }
    const last = paths.at(-1);
    if (last === undefined) {
      throw noListedFile();
    }
    return last;
  }

  /**
   * @returns undefined where there is no such file
   * @throws AksEntraError kubeconfigNotUtf8, kubeconfigUnreadable
   */
  async read(path: string): Promise<string | undefined> {
    const bytes = await readKubeconfigFile(path, 'empty');
    return bytes === undefined ? undefined : decodeForReading(path, bytes);
  }

  /** The files of the list that exist, in its order. */
  async readAll(): Promise<KubeconfigFile[]> {
    const files: KubeconfigFile[] = [];
    for (const path of await this.paths()) {
      const text = await this.read(path);
      if (text !== undefined) {
        files.push({ path, text });
      }
    }
    return files;
  }

  /** See `KubeconfigWriter.update`. */
  async update<Result extends TextChange>(
    path: string,
    change: (text: string | undefined) => Result,
    options: { signal?: AbortSignal } = {},
  ): Promise<{ receipt: KubeconfigWriteReceipt; result: Result }> {
    return (await this.#writer()).update(path, change, options);
  }

  /** See `KubeconfigWriter.undo`. */
  async undo(...request: Parameters<KubeconfigWriter['undo']>): Promise<void> {
    return (await this.#writer()).undo(...request);
  }

  /** The backups of a file, newest first; also of one that is gone. */
  async listBackups(path: string): Promise<readonly KubeconfigBackup[]> {
    return (await this.#writer()).listBackups(path);
  }

  /** See `KubeconfigWriter.readBackup`. */
  async readBackup(path: string, backupPath: string): Promise<string> {
    return (await this.#writer()).readBackup(path, backupPath);
  }

  /** See `KubeconfigWriter.restoreBackup`. */
  async restoreBackup(...request: Parameters<KubeconfigWriter['restoreBackup']>): Promise<KubeconfigWriteReceipt> {
    return (await this.#writer()).restoreBackup(...request);
  }

  /** See `KubeconfigWriter.purgeBackups`. */
  async purgeBackups(...request: Parameters<KubeconfigWriter['purgeBackups']>): Promise<number> {
    return (await this.#writer()).purgeBackups(...request);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    // One that is there and cannot be looked at is still the one that kubectl would use.
    return !['ENOENT', 'ENOTDIR'].includes(fileErrorCode(error) ?? '');
  }
}

/**
 * An absolute path that leads where the system leads kubectl: `..` behind a link is not the folder that it looks like, and
 * one that ends like a folder is no file. Windows resolves by the path's letters alone, and knows a folder for each drive.
 */
function absolute(path: string): string {
  if (sep === '/') {
    return (isAbsolute(path) ? path : `${process.cwd()}/${path}`).replaceAll(/\/(?:\.?\/)+/g, '/');
  }
  const resolved = resolve(path);
  return /[\\/]$/.test(path) && !resolved.endsWith(sep) ? `${resolved}${sep}` : resolved;
}

async function oncePerFile(paths: readonly string[]): Promise<string[]> {
  const first: string[] = [];
  const seen = new Set<string>();
  // One after the other: a drive that does not answer keeps one of Node's few threads, not all of them.
  for (const path of paths) {
    // The usual case of one path costs no look at the disk.
    const file = paths.length === 1 ? undefined : await identityOf(path);
    if (file === undefined || !seen.has(file)) {
      first.push(path);
    }
    seen.add(file ?? path);
  }
  return first;
}

/** @returns undefined where there is no file */
async function identityOf(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    // A file system without numbers of its own (some of Windows' network drives) has 0 for each file.
    return ino === 0n ? await realpath(path) : `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
