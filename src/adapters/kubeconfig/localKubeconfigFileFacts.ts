import { chmod, stat } from 'node:fs/promises';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { InstalledTools, ToolFacts } from '../../core/diagnosis/installedTools.ts';
import type { KubeconfigFileFacts } from '../../core/diagnosis/kubeconfigFileFacts.ts';
import { l10n } from '../../core/l10n.ts';
import { onFirstUse } from '../../core/onFirstUse.ts';
import { fileErrorCode } from '../files/fileErrorCode.ts';
import { explainFileError } from '../files/fileErrors.ts';
import type { ProgramSearch } from '../files/programOnPath.ts';
import type { KubeloginPrograms } from './kubeloginPrograms.ts';
import type { LocalTools } from '../tools/installedTools.ts';

/** The machine's own answers about files and programs. */
export class LocalKubeconfigFileFacts implements KubeconfigFileFacts, ToolFacts {
  readonly #platform: NodeJS.Platform;
  readonly #search: () => ProgramSearch;
  readonly #kubelogins: () => Promise<KubeloginPrograms>;
  readonly #tools: () => Promise<LocalTools>;

  /** @param workspaceFolders what is in them may be somebody else's, and is neither counted nor run */
  constructor(
    env: Readonly<Record<string, string | undefined>>,
    platform: NodeJS.Platform,
    workspaceFolders: () => readonly string[],
  ) {
    this.#platform = platform;
    this.#search = () => ({ env, platform, foreignFolders: workspaceFolders() });
    this.#kubelogins = onFirstUse(async () => {
      const { KubeloginPrograms } = await import('./kubeloginPrograms.ts');
      return new KubeloginPrograms(env);
    });
    this.#tools = onFirstUse(async () => {
      const { LocalTools } = await import('../tools/installedTools.ts');
      return new LocalTools(this, this.#search);
    });
  }

  async isOnPath(program: string): Promise<boolean | undefined> {
    const { path, isForeign } = await this.whereOnPath(program);
    return path === undefined && isForeign ? undefined : path !== undefined;
  }

  async whereOnPath(program: string): Promise<{ readonly path: string | undefined; readonly isForeign: boolean }> {
    const { programOnPath } = await import('../files/programOnPath.ts');
    return programOnPath(program, this.#search());
  }

  async otherKubelogin(): Promise<string | undefined> {
    return (await this.#kubelogins()).otherOnPath(this.#search());
  }

  async installedTools(): Promise<InstalledTools> {
    return (await this.#tools()).installedTools();
  }

  async permissions(path: string): Promise<number | undefined> {
    const { permissionBits } = await import('../files/permissionBits.ts');
    return permissionBits(path, this.#platform);
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
          l10n`The permissions of ${path} were changed in the meantime, so they were left as they are.`,
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
