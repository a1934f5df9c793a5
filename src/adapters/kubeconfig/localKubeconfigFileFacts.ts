import { constants } from 'node:fs';
import { access, chmod, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { KubeconfigFileFacts } from '../../core/diagnosis/kubeconfigFileFacts.ts';
import { l10n } from '../../core/l10n.ts';
import { fileErrorCode } from '../files/fileErrorCode.ts';
import { explainFileError } from '../files/fileErrors.ts';

/** The machine's own answers about files and programs. */
export class LocalKubeconfigFileFacts implements KubeconfigFileFacts {
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
        if (await isExecutable(join(folder, name))) {
          return true;
        }
      }
    }
    return false;
  }

  async permissions(path: string): Promise<number | undefined> {
    if (this.#platform === 'win32') {
      return undefined;
    }
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
  async restrictPermissions(path: string): Promise<() => Promise<void>> {
    const before = await changeMode(path, (mode) => mode & 0o700);
    return async () => {
      await changeMode(path, (mode) => {
        if (mode === (before & 0o700)) {
          return before;
        }
        throw new AksEntraError(
          'permissionsChanged',
          l10n`The permissions of ${path} have been changed since, so they were left as they are.`,
        );
      });
    };
  }
}

/** @returns the permission bits before */
async function changeMode(path: string, change: (mode: number) => number): Promise<number> {
  try {
    const mode = (await stat(path)).mode & 0o777;
    await chmod(path, change(mode));
    return mode;
  } catch (error) {
    throw explainFileError(error, path);
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
