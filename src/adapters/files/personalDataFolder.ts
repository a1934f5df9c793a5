import { posix, win32 } from 'node:path';

/** Where kubectl's plugin and what belongs to it live: the place for a program's own data on each system. */
export function personalDataFolder(
  env: Readonly<Record<string, string | undefined>>,
  homeDirectory: string,
  platform: NodeJS.Platform,
): string {
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] ?? win32.join(homeDirectory, 'AppData', 'Local'), 'aks-entra');
  }
  if (platform === 'darwin') {
    return posix.join(homeDirectory, 'Library', 'Application Support', 'aks-entra');
  }
  const data = env['XDG_DATA_HOME'];
  // The XDG specification: a relative path is to be ignored.
  return posix.join(data?.startsWith('/') === true ? data : posix.join(homeDirectory, '.local', 'share'), 'aks-entra');
}
