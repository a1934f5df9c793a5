import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { npmFlags } from './installFromNpm.ts';
import { runTool } from './runTool.ts';

/** A release of the npm package `code-server`, which carries VS Code's own server, workbench and extensions of the same 1.x.y. */
export interface ServerRelease {
  readonly version: string;
  /** The Node that VS Code itself comes with, where the tests' own is another one. */
  readonly node?: string;
  /** The native modules that the server cannot do without; sqlite3 and kerberos are not needed. */
  readonly nativeModules: readonly string[];
  /** Installs the dependencies of VS Code's server. @param vscode its folder */
  installDependencies(vscode: string): Promise<void>;
}

const limitMs = 10 * 60_000;
// The shrinkwrap leaves out a peer dependency (tslib), which newer npm versions refuse without the legacy flag.
const flags = ['--omit=dev', '--legacy-peer-deps', ...npmFlags];

/** What all tests run in. */
export const currentRelease: ServerRelease = {
  version: '4.139.1',
  nativeModules: ['@vscode/spdlog', '@vscode/native-watchdog', 'node-pty', '@parcel/watcher'],
  async installDependencies(vscode) {
    await runTool('npm', ['ci', ...flags], { cwd: vscode, timeLimitMs: limitMs });
  },
};

/** The oldest VS Code that `engines.vscode` in package.json admits; its desktop runs extensions in Node 22.20. */
export const floorRelease: ServerRelease = {
  version: '4.106.3',
  node: '22.20.0',
  nativeModules: ['@vscode/spdlog', 'native-watchdog', 'node-pty', '@parcel/watcher'],
  async installDependencies(vscode) {
    await takeWatcherFromNpm(vscode);
    await runTool('npm', ['install', ...flags], { cwd: vscode, timeLimitMs: limitMs });
  },
};

/** Of a package's own file and of its shrinkwrap, what is changed here. */
interface Manifest {
  dependencies?: Record<string, string>;
  packages?: Record<string, Manifest>;
}

/** It names a commit of a repository that not every machine reaches. All else stays pinned by the shrinkwrap. */
async function takeWatcherFromNpm(vscode: string): Promise<void> {
  const watcher = { '@parcel/watcher': '2.5.6' };
  await rewrite(path.join(vscode, 'package.json'), (manifest) => withDependency(manifest, watcher));
  await rewrite(path.join(vscode, 'npm-shrinkwrap.json'), ({ packages = {}, ...rest }) => {
    const others = Object.entries(packages).filter(([place]) => place !== 'node_modules/@parcel/watcher');
    return { ...rest, packages: { ...Object.fromEntries(others), '': withDependency(packages[''] ?? {}, watcher) } };
  });
}

function withDependency(manifest: Manifest, added: Record<string, string>): Manifest {
  return { ...manifest, dependencies: { ...manifest.dependencies, ...added } };
}

async function rewrite(file: string, changed: (manifest: Manifest) => Manifest): Promise<void> {
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  await writeFile(file, JSON.stringify(changed(manifest), undefined, 2));
}
