import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { linkBuiltInExtensions } from './builtInExtensions.ts';
import { endChild, startChild } from './childProcess.ts';
import type { PreparedServer } from './prepareServer.ts';
import { runTool } from './runTool.ts';

export interface StartVsCodeOptions {
  /** From prepareForUi(). */
  readonly server: PreparedServer;
  /** Extensions to install, as `.vsix` files. */
  readonly vsix: readonly string[];
  /** Holds settings, installed extensions, logs and the home folder. A fresh temporary folder where it is absent. */
  readonly folder?: string;
  /** Added to the seeded user settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the server, its extension host and its terminals. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether of VS Code's own extensions those alone are there that our UI suites have to do with. */
  readonly fewBuiltIn?: boolean;
  /** The workbench then asks for this token in its URL: for a person's browser. */
  readonly connectionToken?: string;
}

export interface RunningVsCode {
  readonly port: number;
  /** Opens the workbench, with the connection token where there is one; add `&folder=/path` for a workspace folder. */
  readonly url: string;
  readonly folder: string;
  /** HOME of the server and of everything that it starts: the user's own files are never touched. */
  readonly homeFolder: string;
  readonly logsFolder: string;
  readonly settingsFile: string;
  /** Installs an extension's `.vsix` file, again where need be; the next page that opens knows it. */
  install(vsix: string): Promise<void>;
  /** Takes an extension away, by its id; the next page that opens is without it. */
  uninstall(id: string): Promise<void>;
  /** Ends the server and removes the folder where startVsCode made it. */
  close(): Promise<void>;
}

const startLimitMs = 60_000;
const installLimitMs = 120_000;

/** Quiet and quick: no welcome page, chat, second side bar or animation; terminals render as text that a test can read. */
const seededSettings = {
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'terminal.integrated.gpuAcceleration': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  // It looks at every process of the machine again and again, and tells of ports that are none of VS Code's.
  'remote.autoForwardPorts': false,
};

/** Starts VS Code's server on loopback with the extensions installed. */
export async function startVsCode(options: StartVsCodeOptions): Promise<RunningVsCode> {
  const folder = options.folder ?? (await mkdtemp(path.join(os.tmpdir(), 'aks-entra-vscode-')));
  const dataFolder = path.join(folder, 'server-data');
  const settingsFile = path.join(dataFolder, 'data', 'User', 'settings.json');
  const homeFolder = path.join(folder, 'home');
  const logsFolder = path.join(folder, 'logs');
  for (const needed of [homeFolder, logsFolder, path.dirname(settingsFile)]) {
    await mkdir(needed, { recursive: true });
  }
  await writeFile(settingsFile, JSON.stringify({ ...seededSettings, ...options.settings }, undefined, 2));

  const main = path.join(options.server.folder, 'out', 'server-main.js');
  const places = ['--server-data-dir', dataFolder, '--extensions-dir', path.join(folder, 'extensions')];
  if (options.fewBuiltIn === true) {
    const builtIn = path.join(folder, 'built-in');
    await linkBuiltInExtensions(options.server, builtIn);
    places.push('--builtin-extensions-dir', builtIn);
  }
  const env = { ...cleanEnvironment(), HOME: homeFolder, ...options.env };
  const manage = async (changes: readonly string[]): Promise<void> => {
    await runTool(options.server.node, [main, ...places, '--accept-server-license-terms', '--force', ...changes], {
      env,
      timeLimitMs: installLimitMs,
    });
  };
  const install = (vsix: readonly string[]): Promise<void> =>
    manage(vsix.flatMap((file) => ['--install-extension', file]));
  if (options.vsix.length > 0) {
    await install(options.vsix);
  }
  const token = options.connectionToken;
  const flags = ['--host', '127.0.0.1', '--port', '0', '--accept-server-license-terms'];
  flags.push('--disable-telemetry', '--disable-workspace-trust', '--logsPath', logsFolder);
  flags.push(...(token ? ['--connection-token', token] : ['--without-connection-token']));
  const logFile = path.join(logsFolder, 'server-output.log');
  const child = startChild(options.server.node, [main, ...places, ...flags], { env, cwd: homeFolder, logFile });
  const close = async (): Promise<void> => {
    await endChild(child);
    if (!options.folder) {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  };
  try {
    const port = await listeningPort(child, logFile);
    const url = `http://127.0.0.1:${port}/?${token ? `tkn=${encodeURIComponent(token)}` : 'v=1'}`;
    return {
      port,
      url,
      folder,
      homeFolder,
      logsFolder,
      settingsFile,
      install: (vsix) => install([vsix]),
      uninstall: (id) => manage(['--uninstall-extension', id]),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What a person's shell or npm set must change neither VS Code nor the product under test. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const unwanted =
    /^(npm_|VSCODE_|KUBE|AZURE_|AAD_|HTTPS?_PROXY$|NO_PROXY$|ALL_PROXY$|NODE_OPTIONS$|NODE_EXTRA_CA_CERTS$|XDG_)/i;
  const kept = Object.entries(process.env).filter(([name]) => !unwanted.test(name));
  // VSCODE_CLI says "started from a shell": VS Code then does not run the user's login shell for its environment.
  return { ...Object.fromEntries(kept), VSCODE_CLI: '1' };
}

async function listeningPort(child: ChildProcess, logFile: string): Promise<number> {
  const port = await new Promise<number | undefined>((resolve) => {
    let seen = '';
    const look = (chunk: Buffer): void => {
      seen += chunk.toString();
      const match = /Extension host agent listening on (\d+)/.exec(seen);
      if (match) {
        resolve(Number(match[1]));
      }
    };
    child.stdout?.on('data', look);
    child.once('exit', () => {
      resolve(undefined);
    });
    setTimeout(() => {
      resolve(undefined);
    }, startLimitMs).unref();
  });
  if (port !== undefined) {
    return port;
  }
  const output = await readFile(logFile, 'utf8').catch(() => '');
  throw new Error(`VS Code's server did not start:\n${output.slice(-3000)}`);
}
