import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isMarkedForUninstall } from '../../core/uninstallMark.ts';
import type { watchFiles } from '../files/watchFiles.ts';

/** Where VS Code marks what it will remove, beside an extension's folder. */
function uninstallMarkFile(extensionFolder: string): string {
  return path.join(path.dirname(extensionFolder), '.obsolete');
}

/** Whether the user uninstalled the extension that runs here. @throws a file system error */
async function isBeingUninstalled(extensionFolder: string, id: string): Promise<boolean> {
  const marks = await readFile(uninstallMarkFile(extensionFolder), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return '';
    }
    throw error;
  });
  if (marks === '') {
    return false;
  }
  const folders = await readdir(path.dirname(extensionFolder));
  return isMarkedForUninstall(marks, path.basename(extensionFolder), id, folders);
}

/** The same of one extension, with what tells that it may have changed. */
export function uninstallMarkOf(
  extensionFolder: string,
  id: string,
  watch: typeof watchFiles,
): { watch(onChange: () => void): { dispose(): void }; isMarked(): Promise<boolean> } {
  return {
    watch: (onChange) => watch([uninstallMarkFile(extensionFolder)], onChange),
    isMarked: () => isBeingUninstalled(extensionFolder, id),
  };
}
