import { join } from 'node:path';

/** Where every program of ours keeps its backups, so that each finds all: the place for a program's own state. */
export function personalBackupFolder(
  env: Readonly<Record<string, string | undefined>>,
  homeDirectory: string,
  platform: NodeJS.Platform,
): string {
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(homeDirectory, 'AppData', 'Local'), 'aks-entra', 'backups');
  }
  if (platform === 'darwin') {
    return join(homeDirectory, 'Library', 'Application Support', 'aks-entra', 'backups');
  }
  const state = env['XDG_STATE_HOME'];
  // The XDG specification: a relative path is to be ignored.
  return join(state?.startsWith('/') === true ? state : join(homeDirectory, '.local', 'state'), 'aks-entra', 'backups');
}
