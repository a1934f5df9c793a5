import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { prepareOnce } from './cacheFolder.ts';
import { installFromNpm, npmFlags } from './installFromNpm.ts';
import { runTool, withProgress } from './runTool.ts';

/** The npm package `code-server` carries VS Code's own server, web workbench and built-in extensions of the same 1.x.y. */
const serverVersion = '4.139.1';

/** The native modules that the server cannot do without; sqlite3 and kerberos are not needed. */
const nativeModules = ['@vscode/spdlog', '@vscode/native-watchdog', 'node-pty', '@parcel/watcher'];

const minutes = 60_000;

/** Prepares VS Code's server from npm, once. @returns its folder, where `out/server-main.js` is. */
export async function prepareServer(): Promise<string> {
  const folder = await prepareOnce(`code-server-${serverVersion}-node${process.versions.node}`, install);
  return vscodeFolder(folder);
}

/** For a person: which VS Code this is, and what it is taken from. @param vscode from prepareServer() */
export function describeServer(vscode: string): string {
  const { version } = JSON.parse(readFileSync(path.join(vscode, 'package.json'), 'utf8')) as { version: string };
  return `VS Code ${version}, from npm's code-server ${serverVersion}`;
}

function vscodeFolder(folder: string): string {
  return path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

async function install(folder: string): Promise<void> {
  console.log(`Preparing VS Code's server ${serverVersion} from npm (once; about 600 MB, one to two minutes)`);
  await withProgress('download', () => installFromNpm(`code-server@${serverVersion}`, folder));
  const vscode = vscodeFolder(folder);
  // The shrinkwrap leaves out a peer dependency (tslib), which newer npm versions refuse without the legacy flag.
  await withProgress('its dependencies', () =>
    runTool('npm', ['ci', '--omit=dev', '--legacy-peer-deps', ...npmFlags], {
      cwd: vscode,
      timeLimitMs: 10 * minutes,
    }),
  );
  await withProgress('native modules', () =>
    runTool('npm', ['rebuild', ...nativeModules, '--loglevel=error'], {
      cwd: vscode,
      env: { ...process.env, ...nodeHeaders() },
      timeLimitMs: 10 * minutes,
    }),
  );
}

/** Points node-gyp to the headers of the Node that runs: the machine's own `nodedir` may be another version's. */
function nodeHeaders(): Record<string, string> {
  const folder = path.join(import.meta.dirname, '..', '..', 'node_modules', `node-${process.platform}-${process.arch}`);
  return existsSync(path.join(folder, 'include', 'node', 'node.h')) ? { npm_config_nodedir: folder } : {};
}
