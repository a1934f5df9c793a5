import { stat } from 'node:fs/promises';
import { delimiter as hostDelimiter, join, resolve } from 'node:path';
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
  readonly homeDirectory: string;
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
          listener(write);
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

  /** The KUBECONFIG list without repetitions, or the one file in the home folder. Absolute paths. */
  paths(): string[] {
    const { env, homeDirectory, platform } = this.#options;
    const separator = platform === process.platform ? hostDelimiter : platform === 'win32' ? ';' : ':';
    const listed = (env['KUBECONFIG'] ?? '').split(separator).filter((path) => path !== '');
    if (listed.length === 0) {
      return [join(homeDirectory, '.kube', 'config')];
    }
    return [...new Set(listed.map((path) => resolve(path)))];
  }

  /** Where new entries and the current context go (clientcmd's rule): the first file that exists, else the last. */
  async writePath(): Promise<string> {
    const paths = this.paths();
    for (const path of paths) {
      if (await exists(path)) {
        return path;
      }
    }
    return paths.at(-1) ?? join(this.#options.homeDirectory, '.kube', 'config');
  }

  /**
   * @returns undefined where there is no such file
   * @throws AksEntraError kubeconfigNotUtf8, kubeconfigUnreadable
   */
  async read(path: string): Promise<string | undefined> {
    const bytes = await readKubeconfigFile(path);
    return bytes === undefined ? undefined : decodeForReading(path, bytes);
  }

  /** The files of the list that exist, in its order. */
  async readAll(): Promise<KubeconfigFile[]> {
    const files: KubeconfigFile[] = [];
    for (const path of this.paths()) {
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
