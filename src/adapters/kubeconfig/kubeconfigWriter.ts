import { isUtf8 } from 'node:buffer';
import { unlink } from 'node:fs/promises';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { withPathInErrors } from '../../core/kubeconfigText/withPathInErrors.ts';
import type {
  KubeconfigBackup,
  KubeconfigWrite,
  TextChange,
  WriteReceipt,
} from '../../core/kubeconfig/kubeconfigStore.ts';
import { assertAsShown } from '../../core/kubeconfig/writeAsShown.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { explainFileError } from '../files/fileErrors.ts';
import { withLocks } from '../files/fileLock.ts';
import { removeLeftovers, replaceFile } from '../files/replaceFile.ts';
import { decodeText } from '../../core/kubeconfigText/decodeText.ts';
import { KubeconfigBackups } from './kubeconfigBackups.ts';
import { realPathOf, resolveTarget } from './kubeconfigTarget.ts';
import { readKubeconfigFile } from './readKubeconfigFile.ts';

/** What one write did, with what it takes to undo it: it holds the file's bytes, so it is never to be logged. */
export interface KubeconfigWriteReceipt extends WriteReceipt {
  /** Behind symbolic links. */
  readonly realPath: string;
  readonly backupPath: string | undefined;
  readonly before: Buffer | undefined;
  readonly after: Buffer | undefined;
}

export interface KubeconfigWriterOptions {
  /** A folder of this user's own for the backups; made (0700) when first needed. */
  readonly backupDirectory: string;
  readonly logger?: Pick<Logger, 'warn'>;
  readonly now?: () => number;
  /** How long to wait for another program's lock. */
  readonly lockTimeoutMs?: number;
}

const defaultLockTimeoutMs = 30_000;

/**
 * The write path of `KubeconfigFiles`: under kubectl's lock on freshly read text, with a backup, atomically, to the real
 * file behind symbolic links, which keeps its mode and owner.
 */
export class KubeconfigWriter {
  readonly #options: KubeconfigWriterOptions;
  readonly #onWritten: (write: () => KubeconfigWrite) => void;
  readonly #backups: KubeconfigBackups;

  /** @param onWritten is told each write, undo and restore before another program can lock the file */
  constructor(options: KubeconfigWriterOptions, onWritten: (write: () => KubeconfigWrite) => void) {
    this.#options = options;
    this.#onWritten = onWritten;
    this.#backups = new KubeconfigBackups(options.backupDirectory, options.now ?? Date.now);
  }

  /**
   * Reads, changes and writes one file under its lock.
   *
   * @param change runs on the text as it is under the lock, undefined where there is no file; where its text is
   *   undefined or the same nothing is written; what it throws is thrown, an AksEntraError with the file's path
   * @returns what the write did, and what `change` returned
   * @throws AksEntraError kubeconfigNotUtf8, kubeconfigUnreadable, kubeconfigReadOnly, kubeconfigForeignOwner,
   *   kubeconfigDiskFull, kubeconfigFolderMissing, kubeconfigLocked, kubeconfigBackupFailed, kubeconfigWriteFailed;
   *   the signal's reason when aborted before the write
   */
  async update<Result extends TextChange>(
    path: string,
    change: (text: string | undefined) => Result,
    options: { signal?: AbortSignal } = {},
  ): Promise<{ receipt: KubeconfigWriteReceipt; result: Result }> {
    return this.#write(path, options.signal, (before) => {
      const text = before === undefined ? undefined : decodeText(path, before);
      const result = withPathInErrors(path, () => change(text));
      const isLeft = result.text === undefined || result.text === text;
      return Promise.resolve({ after: isLeft ? before : Buffer.from(result.text, 'utf8'), result });
    });
  }

  /** @param change `after`: what to put in the place of the file's bytes; undefined: leave it */
  async #write<Result>(
    path: string,
    signal: AbortSignal | undefined,
    change: (before: Buffer | undefined, realPath: string) => Promise<{ after: Buffer | undefined; result: Result }>,
  ): Promise<{ receipt: KubeconfigWriteReceipt; result: Result }> {
    return this.#underLock(path, signal, async (realPath, assertLocked) => {
      const before = await readKubeconfigFile(realPath);
      const { after, result } = await change(before, realPath);
      if (after === undefined || before?.equals(after) === true) {
        return { receipt: { path, realPath, kind: 'unchanged', backupPath: undefined, before, after: before }, result };
      }
      signal?.throwIfAborted();
      const backupPath = await this.#replaceWithBackup(realPath, before, after, assertLocked);
      this.#tell(path, before, after);
      const kind = before === undefined ? 'created' : 'replaced';
      return { receipt: { path, realPath, kind, backupPath, before, after }, result };
    });
  }

  /** @returns the backup's path, if there was a file */
  async #replaceWithBackup(
    realPath: string,
    before: Buffer | undefined,
    after: Buffer,
    assertLocked: () => Promise<void>,
  ): Promise<string | undefined> {
    if (before === undefined) {
      await replaceFile(realPath, before, after, assertLocked);
      return undefined;
    }
    const backup = this.#backups.keep(realPath, before);
    // Where it fails before anybody waits for it, that is no unhandled rejection.
    backup.catch(() => undefined);
    try {
      // Both are written at once; the file changes only when its backup is there.
      await replaceFile(realPath, before, after, async () => {
        await backup;
        await assertLocked();
      });
    } catch (error) {
      const backupPath = await backup;
      const present = await readKubeconfigFile(realPath).catch(() => undefined);
      if (present?.equals(before) === true) {
        await this.#backups.discard(backupPath);
      }
      throw error;
    }
    await this.#backups.removeOldest(realPath);
    return backup;
  }

  /**
   * Takes a write back: puts the former bytes in place again, or removes a file that the write created.
   *
   * @throws AksEntraError kubeconfigUndoTooLate where the file is no longer what was written, and as `update`
   */
  async undo(receipt: KubeconfigWriteReceipt, options: { signal?: AbortSignal } = {}): Promise<void> {
    const { path, before, after } = receipt;
    if (receipt.kind === 'unchanged' || after === undefined) {
      return;
    }
    await this.#underLock(path, options.signal, async (realPath, assertLocked) => {
      const present = await readKubeconfigFile(realPath);
      if (realPath !== receipt.realPath || present?.equals(after) !== true) {
        throw new AksEntraError(
          'kubeconfigUndoTooLate',
          l10n`${path} was changed in the meantime, so it was left as it is. ` +
            l10n`${receipt.backupPath === undefined ? l10n`Edit it by hand` : l10n`The former state is in ${receipt.backupPath}`}.`,
        );
      }
      if (before === undefined) {
        await unlink(realPath);
      } else {
        await replaceFile(realPath, present, before, assertLocked);
      }
      this.#tell(path, present, before);
    });
  }

  /** The backups of a file, newest first; also of one that is gone. */
  async listBackups(path: string): Promise<readonly KubeconfigBackup[]> {
    return this.#backups.list(await realPathOf(path));
  }

  /** @throws AksEntraError kubeconfigBackupMissing, kubeconfigNotUtf8 */
  async readBackup(path: string, backupPath: string): Promise<string> {
    return decodeText(backupPath, await this.#backups.read(await realPathOf(path), backupPath));
  }

  /**
   * Puts a backup in the file's place, byte for byte. The present state becomes a backup; `undo` brings it back.
   *
   * @param options `shown`: see `KubeconfigStore.restoreBackup`
   * @throws AksEntraError kubeconfigChanged, kubeconfigBackupMissing, and as `update`
   */
  async restoreBackup(
    path: string,
    backupPath: string,
    options: { signal?: AbortSignal; shown?: string } = {},
  ): Promise<KubeconfigWriteReceipt> {
    const { signal, shown } = options;
    const { receipt } = await this.#write(path, signal, async (before, realPath) => {
      if (shown !== undefined) {
        // Bytes that are no text are not what was shown.
        withPathInErrors(path, () => {
          assertAsShown(before?.toString('utf8'), shown);
        });
      }
      return { after: await this.#backups.read(realPath, backupPath), result: undefined };
    });
    return receipt;
  }

  /**
   * Rewrites the backups of a file, for what must not be found there any more.
   *
   * @param clean returns undefined for a backup that is to be deleted; one that is no text is deleted too
   * @returns how many were rewritten or deleted
   * @throws AksEntraError as `update`
   */
  async purgeBackups(
    path: string,
    clean: (text: string) => string | undefined,
    options: { signal?: AbortSignal } = {},
  ): Promise<number> {
    return this.#underLock(path, options.signal, (realPath) =>
      this.#backups.purge(realPath, (bytes) => {
        const cleaned = isUtf8(bytes) ? clean(decodeText(path, bytes)) : undefined;
        return cleaned === undefined ? undefined : Buffer.from(cleaned, 'utf8');
      }),
    );
  }

  async #underLock<T>(
    path: string,
    signal: AbortSignal | undefined,
    work: (realPath: string, assertLocked: () => Promise<void>) => Promise<T>,
  ): Promise<T> {
    const { logger, now = Date.now, lockTimeoutMs = defaultLockTimeoutMs } = this.#options;
    try {
      const realPath = await resolveTarget(path);
      return await withLocks(
        path,
        realPath,
        { signal, logger, now, timeoutMs: lockTimeoutMs },
        async (assertLocked) => {
          // A link may have been turned while waiting.
          const current = await resolveTarget(path);
          if (current !== realPath) {
            throw new AksEntraError('kubeconfigChanged', l10n`${path} now leads to another file. Try again.`);
          }
          await removeLeftovers(realPath);
          return work(realPath, assertLocked);
        },
      );
    } catch (error) {
      throw explainFileError(error, path);
    }
  }

  #tell(path: string, before: Buffer | undefined, after: Buffer | undefined): void {
    this.#onWritten(() => ({ path, before: before?.toString('utf8'), after: after?.toString('utf8') }));
  }
}
