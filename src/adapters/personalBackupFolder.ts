import { join } from 'node:path';

/** Where the command line keeps its backups: the place for a program's own state on each system. */
export function personalBackupFolder(
  env: Readonly<Record<string, string | undefined>>,
  homeDirectory: string,
  platform: NodeJS.Platform,
): string {
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(homeDirectory, 'AppData', 'Local'), 'aks-entra', 'backups');
  }
  if (platform === 'darwin') return join(homeDirectory, 'Library', 'Application Support', 'aks-entra', 'backups');
  const state = env['XDG_STATE_HOME'];
  // The XDG specification: a relative path is to be ignored.
  return join(state?.startsWith('/') === true ? state : join(homeDirectory, '.local', 'state'), 'aks-entra', 'backups');
}
