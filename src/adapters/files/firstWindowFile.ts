import { createHash } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../core/logger.ts';
import { withLocks } from './fileLock.ts';
import { ownFolder } from './ownFolder.ts';

/** Windows notice the same thing within seconds; one that notices it after this tells it anew. */
const toldForMs = 60_000;
const lockTimeoutMs = 5_000;

/**
 * Whether this window is the first to tell something, of all windows on this machine. What VS Code remembers for them
 * reaches each in an order of its own, a file does not.
 *
 * @throws AksEntraError dataFolderUnsafe, kubeconfigLocked; a file system error
 */
export async function isFirstToTell(dataFolder: string, what: string, logger: Pick<Logger, 'warn'>): Promise<boolean> {
  await ownFolder(dataFolder);
  const path = pathOf(dataFolder, what);
  return withLocks(path, path, { signal: undefined, logger, now: Date.now, timeoutMs: lockTimeoutMs }, async () => {
    const told = await stat(path).catch(() => undefined);
    if (told !== undefined && Date.now() - told.mtimeMs < toldForMs) {
      return false;
    }
    await rm(path, { force: true });
    await writeFile(path, '', { flag: 'wx', mode: 0o600 });
    return true;
  });
}

/** It is done with: should it come again, it is told again. */
export async function forgetTold(dataFolder: string, what: string): Promise<void> {
  await rm(pathOf(dataFolder, what), { force: true });
}

/** What is told may name an account, and a file's name has a length. */
function pathOf(dataFolder: string, what: string): string {
  return join(dataFolder, `told-${createHash('sha256').update(what).digest('hex').slice(0, 16)}`);
}
