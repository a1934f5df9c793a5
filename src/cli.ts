import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { KubeconfigFiles } from './adapters/kubeconfigFiles.ts';
import { personalBackupFolder } from './adapters/personalBackupFolder.ts';
import type { CommandLinePorts } from './cli/commandLine.ts';
import { runCommandLine } from './cli/commandLine.ts';

/** `node dist/cli.js`: the command line, without VS Code. */
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Ending at once would leave the lock behind, which other tools cannot tell from a living one.
  process.once(signal, () => {
    interruption.abort(new DOMException('Interrupted', 'AbortError'));
  });
}

const writeError = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const { env, platform } = process;
const homeDirectory = homedir();
const ports: CommandLinePorts = {
  files: new KubeconfigFiles({
    env,
    homeDirectory,
    platform,
    backupDirectory: personalBackupFolder(env, homeDirectory, platform),
    logger: {
      warn: (message) => {
        writeError(`Warning: ${message}`);
      },
    },
  }),
  environment: env,
  readInput: (path) => (path === '-' ? buffer(process.stdin) : readFile(path)),
  writeOutput: (line) => {
    process.stdout.write(`${line}\n`);
  },
  writeError,
  signal: interruption.signal,
  openPluginData: async () => (await import('./adapters/openPluginData.ts')).openPluginData(process.argv[1] ?? ''),
};
process.exitCode = await runCommandLine(process.argv.slice(2), ports);
