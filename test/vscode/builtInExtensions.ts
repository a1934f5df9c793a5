import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { PreparedServer } from './prepareServer.ts';

/**
 * Those of VS Code's own extensions that a UI suite has to do with. With all of them, Git, Copilot and TypeScript among
 * them, each page takes two seconds longer to be ready, and the UI suites open some eighty.
 */
const needed = [
  'microsoft-authentication',
  'configuration-editing',
  'diff',
  // VS Code asks for it when it starts (the extension host's log: onAuthenticationRequest:github).
  'github-authentication',
  'ini',
  'json',
  'log',
  'markdown-basics',
  'search-result',
  'shellscript',
  'theme-defaults',
  'theme-modern-icons',
  'theme-seti',
  'yaml',
];

/** Makes a folder with these alone, for the server's `--builtin-extensions-dir`. */
export async function linkBuiltInExtensions({ folder }: PreparedServer, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  for (const name of needed) {
    // On Windows, anybody may make a junction.
    await symlink(path.join(folder, 'extensions', name), path.join(into, name), 'junction');
  }
}
