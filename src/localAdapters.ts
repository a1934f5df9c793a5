import os from 'node:os';
import path from 'node:path';
import { FirstWindowFile } from './adapters/files/firstWindowFile.ts';
import { personalDataFolder } from './adapters/files/personalDataFolder.ts';
import type { ProgramSearch } from './adapters/files/programOnPath.ts';
import { watchFiles } from './adapters/files/watchFiles.ts';
import { KubeconfigFiles, type KubeconfigFilesOptions } from './adapters/kubeconfig/kubeconfigFiles.ts';
import { kubeconfigHome } from './adapters/kubeconfig/kubeconfigHome.ts';
import { LocalKubeconfigFileFacts } from './adapters/kubeconfig/localKubeconfigFileFacts.ts';
import { personalBackupFolder } from './adapters/kubeconfig/personalBackupFolder.ts';
import type { Logger } from './core/logger.ts';

interface LocalAdapters {
  /** How kubectl finds its files on this machine. */
  readonly files: KubeconfigFilesOptions;
  readonly kubeconfigs: KubeconfigFiles;
  readonly facts: LocalKubeconfigFileFacts;
  /** How programs are found: what lies in the workspace's folders may be somebody else's. */
  readonly search: () => ProgramSearch;
  readonly firstWindow: FirstWindowFile;
  readonly watchFiles: typeof watchFiles;
  readonly hasAzureCli: () => Promise<boolean>;
  /** Of kubectl's plugin. */
  readonly dataFolder: string;
  readonly ownPlugin: string;
  /** There as long as changes of clusters are running, in any window. */
  readonly changesFolder: string;
  /** There as long as local accounts of some cluster are on because of break glass. */
  readonly glassFolder: string;
}

/** What is on this machine, which the status bar and the first sight of the tree need. */
export function localAdapters(workspaceFolders: () => readonly string[], logger: Logger): LocalAdapters {
  const { env, platform } = process;
  const homeDirectory = os.homedir();
  const dataFolder = personalDataFolder(env, homeDirectory, platform);
  const backupDirectory = personalBackupFolder(env, homeDirectory, platform);
  // Without HOME kubectl would look in the folder that it is started in: a terminal's login shell has one.
  const home = async (): Promise<string> => (await kubeconfigHome(env, platform)) || homeDirectory;
  const files = { env, home, platform, backupDirectory, logger };
  const facts = new LocalKubeconfigFileFacts(env, platform, workspaceFolders);
  return {
    files,
    kubeconfigs: new KubeconfigFiles(files),
    facts,
    search: () => ({ env, platform, foreignFolders: workspaceFolders() }),
    firstWindow: new FirstWindowFile(dataFolder, logger),
    watchFiles,
    hasAzureCli: async () => (await facts.isOnPath('az')) === true,
    dataFolder,
    ownPlugin: path.join(dataFolder, 'plugin', 'aks-entra'),
    changesFolder: path.join(dataFolder, 'changes'),
    glassFolder: path.join(dataFolder, 'breakGlass'),
  };
}
