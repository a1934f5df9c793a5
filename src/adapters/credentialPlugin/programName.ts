import { readFile, readlink, stat } from 'node:fs/promises';
import path from 'node:path';

const shells: readonly string[] = ['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'mksh', 'busybox', 'fish'];
/** What Node calls its first thread, and so its process. */
const nameOfNodesThread = 'MainThread';
const longestName = 40;

/**
 * What a program calls itself that runs as this user, for a person to read: it may say anything, and decides nothing.
 * Where a shell started the plugin, the shell's parent counts. Linux only.
 *
 * @returns at most 40 printable ASCII characters
 */
export async function programName(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    return undefined;
  }
  try {
    const name = await nameOf(pid);
    return shells.includes(name) ? await nameOf(await parentOf(pid)) : name;
  } catch {
    // It is gone, is somebody else's, or calls itself something that nobody should read.
    return undefined;
  }
}

async function nameOf(pid: number): Promise<string> {
  const folder = `/proc/${pid}`;
  if ((await stat(folder)).uid !== process.geteuid?.()) {
    throw new Error('It is somebody else’s.');
  }
  const called = (await readFile(`${folder}/comm`, 'utf8')).replace(/\n$/, '');
  const name = called === nameOfNodesThread ? path.basename(await readlink(`${folder}/exe`)) : called;
  if (name.length > longestName || !/^[\x20-\x7e]+$/.test(name)) {
    throw new Error('Nobody should read that.');
  }
  return name;
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html the second field may hold blanks and brackets */
async function parentOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
}
