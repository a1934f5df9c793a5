import { chmod, lstat, mkdir } from 'node:fs/promises';
import { AksEntraError } from '../core/aksEntraError.ts';

/**
 * Makes a folder that only this user may enter, or makes sure that one is: whoever else could write to it could put a
 * socket or a list of his own in the place of ours. On Windows, where modes say nothing, the profile's access rules do
 * this.
 *
 * @throws AksEntraError pluginFolderUnsafe for a symlink, something that is no folder, or another user's
 */
export async function ensurePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stats = await lstat(folder);
  if (process.platform === 'win32' && stats.isDirectory()) return;
  if (!stats.isDirectory() || stats.uid !== process.geteuid?.()) {
    throw new AksEntraError(
      'pluginFolderUnsafe',
      `${folder} is not a folder of your own, so AKS Entra does not use it. Move it away, then reload the window.`,
    );
  }
  if ((stats.mode & 0o077) !== 0) await chmod(folder, 0o700);
}
