import { constants, type BigIntStats } from 'node:fs';
import { open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import { leadsElsewhere } from '../../core/programKubeconfigs/leadsElsewhere.ts';
import { fileErrorCode } from '../files/fileErrorCode.ts';
import { followOwnPath, isWritableByOthers, ownUserId, type OwnPath } from './ownPath.ts';

/** A file that nobody else can write or exchange, opened. */
export interface OwnKubeconfig {
  /** As the descriptor has it. */
  readonly facts: BigIntStats;
  /** @throws AksEntraError kubeconfigsLeadElsewhere where it changes meanwhile */
  readonly read: () => Promise<Buffer>;
}

const isWindows = process.platform === 'win32';
/** The biggest kubeconfigs that we know of, with 1000 contexts, are half of this. */
const limitBytes = 5 * 1024 * 1024;
/** Opening a pipe would wait for its writer for ever. Windows knows none of these flags, and undefined counts as 0. */
const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW | constants.O_NOCTTY;

/**
 * Opens a kubeconfig once, looks at it and lets it be read from the same descriptor. Only a regular file of this user is
 * opened, to which, as to its folders, nobody else may write. Windows has no modes that say so.
 *
 * @param path absolute
 * @throws AksEntraError kubeconfigsLeadElsewhere; what `use` throws
 */
export async function withOwnKubeconfig<T>(path: string, use: (file: OwnKubeconfig) => Promise<T>): Promise<T> {
  let handle: FileHandle | undefined;
  try {
    const { realPath, facts: expected } = await (isWindows ? follow(path) : followOwnPath(path));
    // A device may do something when it is opened.
    assertRegular(path, expected);
    handle = await open(realPath, flags);
    const facts = await handle.stat({ bigint: true });
    assertRegular(path, facts);
    assertOwn(path, facts);
    if (!isWindows && (facts.dev !== expected.dev || facts.ino !== expected.ino)) {
      throw changed(path);
    }
    const opened = handle;
    return await use({ facts, read: () => readAll(path, opened, facts) });
  } catch (error) {
    const code = fileErrorCode(error);
    if (error instanceof AksEntraError || code === undefined) {
      throw error;
    }
    throw leadsElsewhere(path, reasonOf(code), error);
  } finally {
    await handle?.close();
  }
}

async function follow(path: string): Promise<OwnPath> {
  const realPath = await realpath(path);
  return { realPath, facts: await stat(realPath, { bigint: true }) };
}

async function readAll(path: string, handle: FileHandle, facts: BigIntStats): Promise<Buffer> {
  const bytes = Buffer.alloc(Number(facts.size));
  let end = 0;
  while (end < bytes.length) {
    const { bytesRead } = await handle.read(bytes, end, bytes.length - end, end);
    if (bytesRead === 0) {
      throw changed(path);
    }
    end += bytesRead;
  }
  const after = await handle.stat({ bigint: true });
  if (after.size !== facts.size || after.mtimeNs !== facts.mtimeNs || after.ctimeNs !== facts.ctimeNs) {
    throw changed(path);
  }
  return bytes;
}

function assertRegular(path: string, facts: BigIntStats): void {
  if (facts.isDirectory()) {
    throw leadsElsewhere(path, l10n`is a folder. Name the kubeconfig in it.`);
  }
  if (!facts.isFile()) {
    throw leadsElsewhere(path, l10n`is not a regular file. Name one that is.`);
  }
  if (facts.size > limitBytes) {
    throw leadsElsewhere(path, l10n`is larger than 5 MB, which no kubeconfig is. Name another file.`);
  }
}

function assertOwn(path: string, facts: BigIntStats): void {
  if (isWindows) {
    return;
  }
  if (facts.uid !== ownUserId()) {
    throw leadsElsewhere(path, l10n`belongs to another user. Name a file of your own.`);
  }
  if (isWritableByOthers(facts)) {
    throw leadsElsewhere(path, l10n`can be written by others. Run "chmod go-w" on it.`);
  }
}

function changed(path: string): Error {
  return leadsElsewhere(path, l10n`changed while it was read. Try again.`);
}

function reasonOf(code: string): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return l10n`does not exist. Name a file that does; if you removed it, allow programs that name no cluster again in VS Code.`;
    case 'EACCES':
    case 'EPERM':
      return l10n`may not be read by you. Check its permissions.`;
    default:
      return l10n`cannot be read (${code}). Name another file.`;
  }
}
