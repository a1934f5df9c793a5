import { spawn } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundlePlugin } from '../../../scripts/bundlePlugin.ts';
import { findOnPath } from '../../vscode/findOnPath.ts';
import { renderPluginArguments } from '../../../src/core/login/pluginArguments.ts';

const folder = mkdtempSync(join(tmpdir(), 'aks-entra-plugin-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
const shipped = join(folder, 'shipped');
await bundlePlugin(shipped);

export const pluginArguments = renderPluginArguments({
  tenantId: '11111111-1111-4111-8111-111111111111',
  environment: 'AzurePublicCloud',
  accountId: 'a11ce000-0000-4000-8000-000000000001.11111111-1111-4111-8111-111111111111',
});

export const execInfo = JSON.stringify({
  kind: 'ExecCredential',
  apiVersion: 'client.authentication.k8s.io/v1',
  spec: {
    interactive: false,
    cluster: { server: 'https://a.hcp.eastus.azmk8s.io:443', note: 'ünï "quoted" \\ $HOME' },
  },
});

/** The key that a kubeconfig user of ours hands the plugin in its `env`. */
export const contextKey = '0123456789abcdef0123456789abcdef';

/** What the plugin is given to read: by the kubeconfig user, and by kubectl. */
export const pluginEnvironment = { AKS_ENTRA_CONTEXT: contextKey, KUBERNETES_EXEC_INFO: execInfo };

/** A command that kubectl could run, in a data folder as the extension installs it. */
export interface Client {
  readonly name: string;
  /** Before the plugin's own arguments. */
  command(data: string): readonly string[];
}

const script = (data: string): string => join(data, 'plugin', 'aks-entra');

export const launcher: Client = { name: 'launcher', command: (data) => [script(data)] };
export const nodeClient: Client = {
  name: 'Node client',
  command: (data) => [process.execPath, join(data, 'plugin', 'plugin.cjs')],
};

/** The launcher in each shell of this machine that may be somebody's sh. */
export const shells: readonly Client[] = [
  ...['dash', 'busybox'].map((name) => ({ name, words: name === 'busybox' ? ['busybox', 'sh'] : [name] })),
  // As /bin/sh they go by their name, as they would here.
  ...['bash', 'zsh', 'ksh', 'mksh'].map((name) => ({ name, words: [join(folder, name, 'sh')] })),
].flatMap(({ name, words: [program = '', ...rest] }): Client[] => {
  const found = findOnPath(name);
  if (found === undefined || found === '') {
    return [];
  }
  if (program.startsWith('/')) {
    mkdirSync(join(folder, name));
    symlinkSync(found, program);
  }
  return [
    {
      name: `launcher in ${name}`,
      command: (data) => [program.startsWith('/') ? program : found, ...rest, script(data)],
    },
  ];
});

/** A fresh data folder with the plugin, and a cli.js that only tells how it was started. */
export function makeDataFolder(): string {
  const data = mkdtempSync(join(folder, 'data-'));
  mkdirSync(join(data, 'versions', '1.0.0'), { recursive: true, mode: 0o700 });
  for (const file of ['aks-entra', 'plugin.cjs']) {
    copyFileSync(join(shipped, file), join(data, 'versions', '1.0.0', file));
  }
  writeFileSync(
    join(data, 'versions', '1.0.0', 'cli.js'),
    `let input = ''; process.stdin.on('data', (part) => (input += part)).on('end', () => {
      console.log(JSON.stringify({ fallback: process.argv.slice(2), input, env: process.env, execPath: process.execPath }));
      process.exitCode = 7;
    });`,
  );
  symlinkSync('versions/1.0.0', join(data, 'plugin'));
  writeFileSync(join(data, 'runtimes'), `/nonexistent/node\nrelative/node\n${process.execPath}\n`);
  return data;
}

export interface PluginResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param env all of the environment, beside the key and KUBERNETES_EXEC_INFO */
export function runPlugin(
  client: Client,
  data: string,
  args: readonly string[] = pluginArguments,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<PluginResult> {
  const [program = '', ...first] = client.command(data);
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...first, ...args], {
      cwd: folder,
      env: { ...pluginEnvironment, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode, stdout, stderr });
    });
  });
}

export function placeProgram(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o755 });
}

/** Makes a folder with some of the machine's programs the only one that the launcher knows. */
export function useOnly(data: string, bin: string, programs: readonly string[]): void {
  mkdirSync(bin);
  for (const name of programs) {
    symlinkSync(findOnPath(name) ?? '', join(bin, name));
  }
  const path = script(data);
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^PATH=.*$/m, `PATH=${bin}`));
}

/** Moves the plugin's data to another folder. */
export function moveInto(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of ['versions', 'plugin', 'runtimes']) {
    renameSync(join(from, name), join(to, name));
  }
}
