import { createHash } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../core/logger.ts';

/** Windows notice the same thing within seconds; one that notices it after this tells it anew. */
const toldForMs = 60_000;
const lockTimeoutMs = 5_000;

/**
 * Decides by a file which of all windows on this machine tells something. What VS Code remembers for them reaches each
 * in an order of its own, a file does not.
 */
export class FirstWindowFile {
  readonly #dataFolder: string;
  readonly #logger: Pick<Logger, 'warn'>;

  constructor(dataFolder: string, logger: Pick<Logger, 'warn'>) {
    this.#dataFolder = dataFolder;
    this.#logger = logger;
  }

  /**
   * Whether this window is the first to tell it.
   *
   * @param withinMs how long it is the same thing
   * @throws AksEntraError dataFolderUnsafe, kubeconfigLocked; a file system error
   */
  async isFirst(what: string, withinMs = toldForMs): Promise<boolean> {
    const { withLocks } = await import('./fileLock.ts');
    const { ownFolder } = await import('./ownFolder.ts');
    await ownFolder(this.#dataFolder);
    const path = this.#pathOf(what);
    const options = { signal: undefined, logger: this.#logger, now: Date.now, timeoutMs: lockTimeoutMs };
    return withLocks(path, path, options, async () => {
      const told = await stat(path).catch(() => undefined);
      if (told !== undefined && Date.now() - told.mtimeMs < withinMs) {
        return false;
      }
      await rm(path, { force: true });
      await writeFile(path, '', { flag: 'wx', mode: 0o600 });
      return true;
    });
  }

  /** It is done with: should it come again, it is told again. */
  async forget(what: string): Promise<void> {
    await rm(this.#pathOf(what), { force: true });
  }

  /** What is told may name an account, and a file's name has a length. */
  #pathOf(what: string): string {
    return join(this.#dataFolder, `told-${createHash('sha256').update(what).digest('hex').slice(0, 16)}`);
  }
}
