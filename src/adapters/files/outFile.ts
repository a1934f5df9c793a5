import { appendFile, realpath, stat } from 'node:fs/promises';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import { explainFileError } from './fileErrors.ts';

/**
 * Whether two paths lead to one file: through symbolic and hard links, another spelling (case, `..`) or the name of an
 * open file (/dev/fd/3) too. A path that leads to nothing is the same as none.
 */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [[first, firstPath], [second, secondPath]] = await Promise.all([identityOf(one), identityOf(other)]);
  if (first === undefined || second === undefined) {
    return false;
  }
  // A file system without numbers of its own (some of Windows' network drives) has 0 for each file.
  const isNumbered = first.ino !== 0n && first.ino === second.ino && first.dev === second.dev;
  return isNumbered || firstPath === secondPath;
}

/** The names of a file that is open already: a new one in its place would be seen by nobody who has it open. */
const openFile = /^\/(?:dev\/(?:stdin|stdout|stderr|fd\/\d+)|proc\/(?:self|\d+)\/fd\/\d+)$/;
const standardOutput = /^\/(?:dev\/(?:stdout|fd\/1)|proc\/self\/fd\/1)$/;
const standardError = /^\/(?:dev\/(?:stderr|fd\/2)|proc\/self\/fd\/2)$/;

/**
 * Whether a path leads to something that is written to but not replaced: a pipe, a terminal, /dev/stdout even where that
 * is a file.
 *
 * @throws AksEntraError kubeconfigUnreadable for a folder
 */
export async function isStream(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined);
  if (facts?.isDirectory() === true) {
    throw new AksEntraError('kubeconfigUnreadable', l10n`${path} is a folder, not a file. Name a file in it.`);
  }
  return facts?.isFile() === false || openFile.test(path);
}

/** The permission bits where they let others read or write the file; undefined elsewhere, and on Windows. */
export async function wideModeOf(path: string): Promise<number | undefined> {
  const facts = process.platform === 'win32' ? undefined : await stat(path).catch(() => undefined);
  const mode = (facts?.mode ?? 0) & 0o777;
  return (mode & 0o077) === 0 ? undefined : mode;
}

/**
 * Writes behind what is there already.
 *
 * @throws AksEntraError kubeconfigReadOnly, kubeconfigWriteFailed and the like
 */
export async function writeStream(path: string, text: string): Promise<void> {
  try {
    if (standardOutput.test(path)) {
      await writeTo(process.stdout, text);
    } else if (standardError.test(path)) {
      await writeTo(process.stderr, text);
    } else {
      await appendFile(path, text);
    }
  } catch (error) {
    throw explainFileError(error, path);
  }
}

/** Opened by its name, the output would begin at its start again, and as a socket it cannot be opened. */
async function writeTo(stream: NodeJS.WritableStream, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // It stays: a broken pipe may be told of once more.
    stream.on('error', reject);
    stream.write(text, (error) => {
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
  });
}

async function identityOf(path: string): Promise<readonly [{ dev: bigint; ino: bigint } | undefined, string]> {
  const facts = await stat(path, { bigint: true }).catch(() => undefined);
  return [facts, await realpath(path).catch(() => path)];
}
