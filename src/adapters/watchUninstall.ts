import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isUninstalled } from '../core/uninstalled.ts';
import type { InstalledExtension } from '../core/uninstalled.ts';
import { watchFiles } from './watchFiles.ts';

/**
 * Calls back when the user uninstalls the extension, which goes on running until VS Code starts anew. An extension that
 * runs from elsewhere, as in development, is never uninstalled.
 *
 * @param extensionFolder the extension's own folder in VS Code's folder of extensions
 */
export function watchUninstall(
  extensionFolder: string,
  extension: InstalledExtension,
  onUninstalled: () => void,
): { dispose(): void } {
  const folder = path.dirname(extensionFolder);
  const textOf = (name: string): Promise<string> => readFile(path.join(folder, name), 'utf8').catch(() => '');
  let wasUninstalled = false;
  const look = async (): Promise<void> => {
    const isNow = isUninstalled(extension, await textOf('.obsolete'), await textOf('extensions.json'));
    if (isNow && !wasUninstalled) onUninstalled();
    wasUninstalled = isNow;
  };
  return watchFiles([path.join(folder, '.obsolete'), path.join(folder, 'extensions.json')], () => void look());
}
