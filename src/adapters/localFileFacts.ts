import { constants } from 'node:fs';
import { access, chmod, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { KubeconfigFileFacts } from '../core/diagnosis/kubeconfigFileFacts.ts';
import { explainFileError, fileErrorCode } from './kubeconfigFilesErrors.ts';

/** The machine's own answers about files and programs. */
export class LocalFileFacts implements KubeconfigFileFacts {
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #platform: NodeJS.Platform;

  constructor(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform) {
    this.#env = env;
    this.#platform = platform;
  }

  async isOnPath(program: string): Promise<boolean> {
    // Windows calls it Path; its environment does not tell upper from lower case, a copy of it does.
    const path = Object.entries(this.#env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
    const names = this.#platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
    for (const folder of path.split(delimiter).filter((part) => part !== '')) {
      for (const name of names) {
        if (await isExecutable(join(folder, name))) return true;
      }
    }
    return false;
  }

  async permissions(path: string): Promise<number | undefined> {
    if (this.#platform === 'win32') return undefined;
    try {
      return (await stat(path)).mode & 0o777;
    } catch {
      return undefined;
    }
  }

  async exists(path: string): Promise<boolean> {
    try {
      await stat(path);
      return true;
    } catch (error) {
      // What may not be looked at is still there.
      return !['ENOENT', 'ENOTDIR'].includes(fileErrorCode(error) ?? '');
    }
  }

  /** @throws AksEntraError kubeconfigReadOnly and the like */
  async restrictPermissions(path: string): Promise<void> {
    try {
      await chmod(path, (await stat(path)).mode & 0o700);
    } catch (error) {
      throw explainFileError(error, path);
    }
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
