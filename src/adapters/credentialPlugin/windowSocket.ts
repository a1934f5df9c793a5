import { randomBytes } from 'node:crypto';
import { lstat, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { ownFolder } from '../files/ownFolder.ts';

/** The kernel's limit is 108 bytes on Linux and 104 on macOS, with the closing zero (unix(7), unix(4)). */
const longestSocketPath = 100;

export interface WindowSocketPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The folder `windows` of the data folder. */
  readonly windowsFolder: string;
  readonly temporaryFolder: string;
  readonly hostName: string;
  readonly pid: number;
}

/** A name that nobody can foresee, in a folder that only this user can enter. */
export async function chooseSocketPath(place: WindowSocketPlace): Promise<string> {
  const { env, platform, windowsFolder, temporaryFolder } = place;
  if (platform === 'win32') {
    return `\\\\.\\pipe\\aks-entra-${randomBytes(16).toString('hex')}`;
  }
  const name = `${randomBytes(4).toString('hex')}.sock`;
  const runtimeFolder = env['XDG_RUNTIME_DIR'];
  if (runtimeFolder !== undefined && path.isAbsolute(runtimeFolder) && (await isPrivate(runtimeFolder))) {
    const folder = path.join(runtimeFolder, 'aks-entra');
    await ownFolder(folder);
    const inRuntimeFolder = path.join(folder, name);
    if (Buffer.byteLength(inRuntimeFolder) <= longestSocketPath) {
      return inRuntimeFolder;
    }
  }
  const beside = path.join(windowsFolder, name);
  if (Buffer.byteLength(beside) <= longestSocketPath) {
    return beside;
  }
  return path.join(await mkdtemp(path.join(temporaryFolder, 'aks-entra-')), name);
}

/** The specification of XDG_RUNTIME_DIR demands it; a variable that somebody set by hand may not keep to it. */
async function isPrivate(folder: string): Promise<boolean> {
  try {
    const stats = await lstat(folder);
    return stats.isDirectory() && stats.uid === process.geteuid?.() && (stats.mode & 0o077) === 0;
  } catch {
    return false;
  }
}

/**
 * Tells the plugin how to reach this window: a configuration for curl, readable for this user only. It appears at once
 * and whole.
 *
 * @returns its path
 */
export async function writeWindowAddress(
  place: WindowSocketPlace,
  socketPath: string,
  secret: string,
): Promise<string> {
  const { windowsFolder, hostName, pid } = place;
  const file = path.join(windowsFolder, `${randomBytes(4).toString('hex')}.curl`);
  const text = [
    `# aks-entra 2 host=${hostName} pid=${pid}`,
    // A window of an older version that starts now knows this line only, and would take the file for a dead window's.
    `# aks-entra 1 host=${hostName} pid=${pid}`,
    'url = "http://localhost/v2/token"',
    `unix-socket = ${quoted(socketPath)}`,
    `header = ${quoted(`Authorization: Bearer ${secret}`)}`,
    '',
  ].join('\n');
  await writeFile(`${file}.part`, text, { mode: 0o600, flag: 'wx' });
  await rename(`${file}.part`, file);
  return file;
}

/** https://curl.se/docs/manpage.html#-K */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/**
 * Removes what windows left behind that died on this machine: their addresses and sockets. Those of other machines,
 * which share a home folder, are not ours to judge.
 */
export async function removeDeadWindows({ windowsFolder, hostName }: WindowSocketPlace): Promise<void> {
  for (const name of await readdir(windowsFolder)) {
    if (!name.endsWith('.curl')) {
      continue;
    }
    const file = path.join(windowsFolder, name);
    const stats = await lstat(file).catch(() => undefined);
    // Another window that starts was faster.
    if (stats === undefined) {
      continue;
    }
    // A link leads to somebody else's file: it is not read, and only the link goes.
    const text = stats.isFile() ? await readFile(file, 'utf8').catch(() => '') : '';
    const [, host, pid] = /^# aks-entra \d+ host=(\S*) pid=(\d+)$/m.exec(text) ?? [];
    if (host !== undefined && host !== hostName) {
      continue;
    }
    const socketPath = /^unix-socket = "((?:[^"\\]|\\.)*)"$/m.exec(text)?.[1]?.replaceAll(/\\(.)/g, '$1');
    if (socketPath !== undefined && isAlive(Number(pid)) && (await answers(socketPath))) {
      continue;
    }
    await rm(file, { force: true });
    if (socketPath !== undefined && /[\\/][0-9a-f]{8}\.sock$/.test(socketPath)) {
      await removeSocket(socketPath);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.setTimeout(1000);
    const end = (isAnswered: boolean) => () => {
      socket.destroy();
      resolve(isAnswered);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(true));
  });
}

async function removeSocket(socketPath: string): Promise<void> {
  const stats = await lstat(socketPath).catch(() => undefined);
  if (stats?.isSocket() === true) {
    await rm(socketPath, { force: true });
  }
}
