import { join } from 'node:path';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { isCancellation } from '../../core/cancellation.ts';
import {
  parseSignInFailures,
  recentFailure,
  renderSignInFailures,
  signInPauseMs,
} from '../../core/credentialPlugin/signInFailures.ts';
import type { SignInGate } from '../../core/credentialPlugin/signInGate.ts';
import { l10n } from '../../core/l10n.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';
import { messageOf } from '../../core/messageOf.ts';
import { withLocks } from '../files/fileLock.ts';
import { removeLeftovers, replaceFile } from '../files/replaceFile.ts';
import { ownFolder, readOwnFile } from '../files/ownFolder.ts';

/** Longer than anybody signs in: that ends after five minutes. */
const longestSignInMs = 6 * 60_000;

/** A lock and the last failures in the data folder, for all plugin processes of this user. */
export class SignInGateFile implements SignInGate {
  readonly #dataFolder: string;

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
  }

  /** @throws AksEntraError signInFailed after a failure, dataFolderUnsafe, kubeconfigLocked; what `signIn` throws */
  async run(key: string, signIn: () => Promise<void>, signal: AbortSignal): Promise<void> {
    await ownFolder(this.#dataFolder);
    const path = join(this.#dataFolder, 'sign-in-failures.json');
    const options = { signal, logger: undefined, now: Date.now, timeoutMs: longestSignInMs };
    await withLocks(path, path, options, async (assertLocked) => {
      await removeLeftovers(path);
      const before = await readOwnFile(path);
      const failures = parseSignInFailures(before?.toString('utf8') ?? '');
      const recent = recentFailure(failures, key, Date.now());
      if (recent !== undefined) {
        const waitS = Math.ceil((recent.failedOnMs + signInPauseMs - Date.now()) / 1000);
        throw new AksEntraError(
          'signInFailed',
          l10n`${recent.message} (AKS Entra asks again in ${waitS} s at the earliest.)`,
        );
      }
      try {
        await signIn();
      } catch (error) {
        if (!isCancellation(error)) {
          const message = noteOf(error);
          const others = failures.filter((failure) => failure.key !== key);
          const after = renderSignInFailures([{ key, failedOnMs: Date.now(), message }, ...others]);
          // The person has to read why signing in failed, not why that could not be noted.
          await replaceFile(path, before, Buffer.from(after), assertLocked).catch(() => undefined);
        }
        throw error;
      }
    });
  }
}

/** What the file keeps of a failure: one line, without secrets. */
function noteOf(error: unknown): string {
  return redactSecrets(messageOf(error)).replace(/\s+/g, ' ').slice(0, 1000);
}
