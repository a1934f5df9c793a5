import { homedir } from 'node:os';
import { join } from 'node:path';
import type { KubeconfigFilesOptions } from './adapters/kubeconfig/kubeconfigFiles.ts';
import { runCommandLine } from './cli/commandLine.ts';
import type { CommandLinePorts } from './cli/commandLinePorts.ts';

/** `node dist/cli.js`: the command line, without VS Code. */
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Ending at once would leave the lock behind, which other tools cannot tell from a living one.
  process.once(signal, () => {
    interruption.abort(new DOMException('Interrupted', 'AbortError'));
  });
}

/** Names out of a foreign kubeconfig may hold what steers a terminal; our own usage has line breaks. */
const withoutControls = (text: string): string => text.replaceAll(/[^\P{Cc}\n]/gu, '?');
const writeError = (line: string): void => {
  process.stderr.write(`${withoutControls(line)}\n`);
};
const { env, platform } = process;
/** How kubectl finds its files here. */
const openFileOptions = async (): Promise<KubeconfigFilesOptions> => {
  const { kubeconfigHome } = await import('./adapters/kubeconfig/kubeconfigHome.ts');
  const { personalBackupFolder } = await import('./adapters/kubeconfig/personalBackupFolder.ts');
  return {
    env,
    home: () => kubeconfigHome(env, platform),
    platform,
    backupDirectory: personalBackupFolder(env, homedir(), platform),
    logger: {
      warn: (message) => {
        writeError(`Warning: ${message}`);
      },
    },
  };
};
const ports: CommandLinePorts = {
  openFiles: async () => {
    const { KubeconfigFiles } = await import('./adapters/kubeconfig/kubeconfigFiles.ts');
    return new KubeconfigFiles(await openFileOptions());
  },
  openSetup: async () => {
    const { localSetup } = await import('./adapters/kubeconfig/localSetup.ts');
    const { personalDataFolder } = await import('./adapters/files/personalDataFolder.ts');
    const { pluginCommand } = await import('./adapters/credentialPlugin/pluginFolder.ts');
    const homeDirectory = homedir();
    const dataFolder = personalDataFolder(env, homeDirectory, platform);
    const { command } = pluginCommand(dataFolder, platform, process.execPath);
    const ownPlugin = join(dataFolder, 'plugin', 'aks-entra');
    const files = await openFileOptions();
    return localSetup({ files, homeDirectory, command, ownPlugin, foreignFolders: () => [] });
  },
  nodeVersion: process.version,
  openOutFile: () => import('./adapters/files/outFile.ts'),
  environment: env,
  readInput: async (path) => (await import('./adapters/files/readInput.ts')).readInput(path, interruption.signal),
  writeOutput: (line) => {
    process.stdout.write(`${withoutControls(line)}\n`);
  },
  writeError,
  signal: interruption.signal,
  acquireEntraToken: async (...request) =>
    (await import('./adapters/azureIdentity/acquireEntraToken.ts')).acquireEntraToken(...request),
  now: Date.now,
  platform,
  isErrorTerminal: process.stderr.isTTY,
  openPluginData: async () =>
    (await import('./adapters/credentialPlugin/openPluginData.ts')).openPluginData(process.argv[1] ?? ''),
};
const exitCode = await runCommandLine(process.argv.slice(2), ports);
// A sign-in that was given up may hold a socket or a timer; what is written goes out first.
process.stdout.write('', () => {
  process.stderr.write('', () => process.exit(exitCode));
});
