import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { removePlugin } from './pluginFolder.ts';
import { removeDeadWindows, type WindowSocketPlace } from './windowSocket.ts';

/**
 * Removes kubectl's plugin with all that belongs to it: what is in the data folder, with the list of clusters and their
 * keys, and the sockets. One file stays that tells kubectl's user what to do. Where a window of another VS Code still
 * answers, that one uses them: then they stay, and it is theirs to remove.
 *
 * @returns whether it was removed
 * @throws AksEntraError dataFolderUnsafe; a file system error
 */
export async function uninstallPlugin(dataFolder: string, place: WindowSocketPlace): Promise<boolean> {
  const windows = await lstat(place.windowsFolder).catch(() => undefined);
  if (windows?.isDirectory() === true) {
    await removeDeadWindows(place);
    if ((await readdir(place.windowsFolder)).some((name) => name.endsWith('.curl'))) {
      return false;
    }
  }
  await removePlugin(dataFolder, place.platform);
  const runtimeFolder = place.env['XDG_RUNTIME_DIR'];
  if (runtimeFolder !== undefined && path.isAbsolute(runtimeFolder)) {
    await rm(path.join(runtimeFolder, 'aks-entra'), { recursive: true, force: true });
  }
  return true;
}
