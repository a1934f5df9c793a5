import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { WorkspaceKubeconfig } from '../../core/kubeconfig/privateKubeconfigs.ts';
import { explainFileError } from '../files/fileErrors.ts';
import { ownFolder } from '../files/ownFolder.ts';

/** A file of 0600 in VS Code's storage for one workspace. */
export class WorkspaceKubeconfigFile implements WorkspaceKubeconfig {
  readonly path: string;

  /** @param folder of our own for the workspace, which is made where it is not there */
  constructor(folder: string) {
    this.path = path.join(folder, 'kubeconfig.yaml');
  }

  /** @throws AksEntraError kubeconfigDiskFull, kubeconfigReadOnly, kubeconfigWriteFailed, dataFolderUnsafe */
  async write(text: string): Promise<void> {
    const draft = `${this.path}.${randomBytes(6).toString('hex')}`;
    try {
      await ownFolder(path.dirname(this.path));
      await writeFile(draft, text, { flag: 'wx', mode: 0o600 });
      // kubectl reads the one or the other whole.
      await rename(draft, this.path);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw explainFileError(error, this.path);
    }
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
