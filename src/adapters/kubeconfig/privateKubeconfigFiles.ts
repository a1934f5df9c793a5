import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PrivateKubeconfigs } from '../../core/kubeconfig/privateKubeconfigs.ts';
import type { ShellEnvironment } from '../../core/kubeconfig/terminalShell.ts';
import { fileErrorCode } from '../files/fileErrorCode.ts';
import { explainFileError } from '../files/fileErrors.ts';
import { isDead, newLockOwner, parseLockOwner } from '../files/fileLockOwner.ts';
import { readShellEnvironment } from './shellEnvironment.ts';

/**
 * Files of 0600 in a folder of 0700. Windows share the folder, so the first line of each file, a comment, says which
 * process it belongs to.
 */
export class PrivateKubeconfigFiles implements PrivateKubeconfigs {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** @throws AksEntraError kubeconfigDiskFull, kubeconfigReadOnly, kubeconfigWriteFailed */
  async write(text: string): Promise<string> {
    const path = join(this.#directory, `${randomBytes(8).toString('hex')}.yaml`);
    try {
      await mkdir(this.#directory, { recursive: true, mode: 0o700 });
      await chmod(this.#directory, 0o700);
      const file = await open(path, 'wx', 0o600);
      try {
        await file.writeFile(`# ${JSON.stringify(await newLockOwner())}\n${text}`);
      } finally {
        await file.close();
      }
    } catch (error) {
      throw explainFileError(error, path);
    }
    return path;
  }

  async remove(path: string): Promise<void> {
    if (dirname(path) !== this.#directory) {
      return;
    }
    await unlink(path).catch((error: unknown) => {
      if (fileErrorCode(error) !== 'ENOENT') {
        throw explainFileError(error, path);
      }
    });
  }

  removeNow(path: string): void {
    if (dirname(path) === this.#directory) {
      rmSync(path, { force: true });
    }
  }

  isThere(path: string): Promise<boolean> {
    return Promise.resolve(existsSync(path));
  }

  async removeLeftovers(inUse: ReadonlySet<string>): Promise<void> {
    for (const path of await this.#files()) {
      if (inUse.has(path)) {
        continue;
      }
      const [firstLine = ''] = (await readFile(path, 'utf8').catch(() => '')).split('\n');
      const owner = parseLockOwner(firstLine.replace(/^# /, ''));
      if (owner === undefined || (await isDead(owner))) {
        await this.remove(path);
      }
    }
  }

  environmentOf(processId: number): Promise<ShellEnvironment | undefined> {
    return readShellEnvironment(processId);
  }

  async #files(): Promise<string[]> {
    try {
      const names = await readdir(this.#directory);
      return names.map((name) => join(this.#directory, name));
    } catch (error) {
      if (fileErrorCode(error) === 'ENOENT') {
        return [];
      }
      throw error;
    }
  }
}
