import { readFile } from 'node:fs/promises';
import { kubeconfigVariables, type ShellEnvironment } from '../../core/kubeconfig/terminalShell.ts';

/**
 * What a shell was started with, of the variables that decide its KUBECONFIG; the rest, which may hold secrets, is left
 * behind. Linux tells it of one's own processes, macOS and Windows do not.
 */
export async function readShellEnvironment(processId: number): Promise<ShellEnvironment | undefined> {
  const text = await readFile(`/proc/${processId}/environ`, 'utf8').catch(() => '');
  // Nothing else says so little: a process that has just ended, or is not ours.
  if (text === '') {
    return undefined;
  }
  const entries = text.split('\0').map((entry): [string, string] => {
    const end = entry.indexOf('=');
    return [entry.slice(0, end), entry.slice(end + 1)];
  });
  const wanted: readonly string[] = kubeconfigVariables;
  return Object.fromEntries(entries.filter(([name]) => wanted.includes(name)));
}
