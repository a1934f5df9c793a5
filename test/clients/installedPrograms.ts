import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findKubectls } from '../kubectl.ts';
import { findOnPath } from '../vscode/findOnPath.ts';
import type { Program } from './runProgram.ts';

/** A client library or program, in one pinned version. */
export interface Client {
  readonly name: string;
  /** Whether it tells the plugin which cluster the token is for. */
  readonly namesCluster: boolean;
  /** What has to be on PATH to install it. */
  readonly tools: readonly string[];
  /** Installs it into a folder of its own and says how it lists nodes. */
  install(folder: string): Program;
}

const sources = import.meta.dirname;
const longestInstallMs = 15 * 60_000;

function run(folder: string, command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], timeout: longestInstallMs });
}

function python(name: string, version: string, script: string, namesCluster: boolean): Client {
  return {
    name: `Python ${name} ${version}`,
    namesCluster,
    tools: ['python3'],
    install(folder) {
      run(folder, 'python3', '-m', 'venv', 'venv');
      run(folder, 'venv/bin/pip', 'install', '--quiet', '--disable-pip-version-check', `${name}==${version}`);
      return { command: join(folder, 'venv', 'bin', 'python'), args: [join(sources, 'python', script)] };
    },
  };
}

function clientNode(version: string): Client {
  return {
    name: `@kubernetes/client-node ${version}`,
    namesCluster: false,
    tools: ['npm'],
    install(folder) {
      run(folder, 'npm', 'init', '--yes');
      run(
        folder,
        'npm',
        'install',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        `@kubernetes/client-node@${version}`,
      );
      return { command: process.execPath, args: [join(sources, 'node', 'listNodes.mjs'), folder] };
    },
  };
}

/** A folder of this one, copied to where it is built. */
function copied(source: string, folder: string): string {
  const to = join(folder, source);
  cpSync(join(sources, source), to, { recursive: true });
  return to;
}

/** The clients of the README's table that can be tried here. */
export const clients: readonly Client[] = [
  ...findKubectls().map(({ path, minor }): Client => ({
    name: `kubectl 1.${minor}`,
    namesCluster: true,
    tools: [],
    install: () => ({ command: path, args: ['get', 'nodes'] }),
  })),
  {
    name: 'client-go 0.34.1',
    namesCluster: true,
    tools: ['go'],
    install(folder) {
      const module = copied('go', folder);
      run(module, 'go', 'mod', 'tidy');
      run(module, 'go', 'build', '-o', 'listnodes', '.');
      return { command: join(module, 'listnodes'), args: [] };
    },
  },
  {
    name: 'kube-rs 5.0.0',
    namesCluster: true,
    tools: ['cargo'],
    install(folder) {
      const crate = copied('rust', folder);
      run(crate, 'cargo', 'build', '--quiet');
      return { command: join(crate, 'target', 'debug', 'listnodes'), args: [] };
    },
  },
  python('kubernetes', '37.0.2', 'list_kubernetes.py', true),
  python('kubernetes', '31.0.0', 'list_kubernetes.py', false),
  python('kubernetes_asyncio', '36.1.0', 'list_kubernetes_asyncio.py', false),
  python('lightkube', '1.0.1', 'list_lightkube.py', false),
  python('kr8s', '0.20.15', 'list_kr8s.py', false),
  clientNode('1.4.0'),
  clientNode('2.0.1'),
  {
    name: 'fabric8 kubernetes-client 8.0.0',
    namesCluster: false,
    tools: ['java', 'mvn'],
    install(folder) {
      const project = copied('java', folder);
      const classPath = join(project, 'classpath');
      run(
        project,
        'mvn',
        '--quiet',
        '--batch-mode',
        'compile',
        'dependency:build-classpath',
        `-Dmdep.outputFile=${classPath}`,
      );
      const all = [join(project, 'target', 'classes'), readFileSync(classPath, 'utf8').trim()].join(delimiter);
      return { command: findOnPath('java') ?? 'java', args: ['-cp', all, 'ListNodes'] };
    },
  },
];

/** A fresh folder for one client. */
export function folderFor(parent: string, { name }: Client): string {
  const folder = join(parent, name.replaceAll(/\W+/g, '-'));
  mkdirSync(folder);
  return folder;
}
