import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { SetupPorts } from '../../core/setupChecks/setupPorts.ts';
import { fileErrorCode } from '../files/fileErrorCode.ts';
import { permissionBits } from '../files/permissionBits.ts';
import { copiesOnPath, type ProgramSearch } from '../files/programOnPath.ts';
import { ApiServerProbe } from '../network/apiServerProbe.ts';
import { LocalSetupTools } from '../tools/localSetupTools.ts';
import { KubeconfigFiles, type KubeconfigFilesOptions } from './kubeconfigFiles.ts';
import { Kuberc } from './kubercFile.ts';

/** What of a setup this machine alone tells. */
export type LocalSetup = Omit<SetupPorts, 'azure' | 'signIn' | 'about' | 'probe'> & Required<Pick<SetupPorts, 'probe'>>;

export interface LocalSetupOptions {
  readonly files: KubeconfigFilesOptions;
  readonly homeDirectory: string;
  /** What kubectl runs for our plugin. */
  readonly command: string;
  readonly ownPlugin: string;
  /** The folders of the workspace, now. */
  readonly foreignFolders: () => readonly string[];
}

/** A certificate is no longer than that. */
const longestNamedFile = 1024 * 1024;

export function localSetup({
  files,
  homeDirectory,
  command,
  ownPlugin,
  foreignFolders,
}: LocalSetupOptions): LocalSetup {
  const { env, platform } = files;
  const search = (): ProgramSearch => ({ env, platform, foreignFolders: foreignFolders() });
  const kuberc = new Kuberc({ ...files, command });
  return {
    tools: new LocalSetupTools(search),
    kubeconfigs: new KubeconfigFiles(files),
    kubeconfigVariable: env['KUBECONFIG'],
    facts: { permissions: (path) => permissionBits(path, platform) },
    exists: (path, kubeconfig) => exists(resolve(dirname(kubeconfig), path)),
    readNamedFile: (path, kubeconfig) => readNamedFile(resolve(dirname(kubeconfig), path)),
    pluginAllowlist: kuberc,
    runsPlugin: async (plugin) => (await kuberc.runs(plugin)) || (await runsByPath(plugin, kuberc, search())),
    ownPlugin,
    proxies: () => ({
      environment: firstSet(env, 'HTTPS_PROXY'),
      exceptions: firstSet(env, 'NO_PROXY'),
      editor: undefined,
    }),
    home: homeDirectory,
    now: Date.now,
    probe: () => Promise.resolve(new ApiServerProbe({ env })),
  };
}

/** As kubectl takes it (`kubectlProxy.ts`): an empty variable is none, and the lower case counts then. */
function firstSet(env: KubeconfigFilesOptions['env'], name: string): string | undefined {
  return [env[name], env[name.toLowerCase()]].find((value) => value !== undefined && value !== '');
}

/** A bare name is looked up first: the list may hold the path that it leads to. */
async function runsByPath(plugin: string, kuberc: Kuberc, search: ProgramSearch): Promise<boolean> {
  const [path] = /[\\/]/.test(plugin) ? [] : (await copiesOnPath(plugin, search)).copies;
  return path !== undefined && kuberc.runs(path);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    // What may not be looked at is still there.
    return !['ENOENT', 'ENOTDIR'].includes(fileErrorCode(error) ?? '');
  }
}

async function readNamedFile(path: string): Promise<string | undefined> {
  try {
    const facts = await stat(path);
    return facts.isFile() && facts.size <= longestNamedFile ? await readFile(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
