import { randomBytes } from 'node:crypto';
import { access, chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { removedPluginFile } from '../../core/login/removedPlugin.ts';

/** Puts a program that says what to do where kubectl's plugin was. A plugin that is there again meanwhile stays. */
export async function leaveRemovedPlugin(dataFolder: string, platform: NodeJS.Platform): Promise<void> {
  const { name, text } = removedPluginFile(platform);
  const draft = join(dataFolder, `.removed-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(join(draft, name), text, { flag: 'wx', mode: 0o700 });
    // Whatever the umask is.
    await chmod(join(draft, name), 0o700);
    await rename(draft, join(dataFolder, 'plugin')).catch(() => undefined);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Whether a plugin is there, by the path of one of its files, and not what stays after its removal. */
export async function isPlugin(path: string): Promise<boolean> {
  return Promise.all([access(path), access(join(dirname(path), 'package.json'))]).then(
    () => true,
    () => false,
  );
}
