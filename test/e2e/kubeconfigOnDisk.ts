import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { runKubectl, type Kubectl } from '../kubectl.ts';
import type { SimulatedVsCode } from '../vscode/startSimulatedVsCode.ts';

interface NamedEntry {
  readonly name: string;
  readonly context?: { readonly cluster: string; readonly user: string };
  readonly user?: {
    readonly exec?: { readonly args: readonly string[] };
    readonly 'auth-provider'?: { readonly name: string };
    readonly 'client-key-data'?: string;
  };
}

/** Of a kubeconfig, what the journeys look at. */
export interface KubeconfigModel {
  readonly 'current-context'?: string;
  readonly clusters: readonly NamedEntry[];
  readonly contexts: readonly NamedEntry[];
  readonly users: readonly NamedEntry[];
}

/** The kubeconfig of the VS Code under test, as it is on disk. */
export class KubeconfigOnDisk {
  readonly path: string;
  readonly #started: SimulatedVsCode;

  constructor(started: SimulatedVsCode) {
    this.#started = started;
    this.path = started.kubeconfigFile;
  }

  exists(): boolean {
    return existsSync(this.path);
  }

  text(): string {
    return readFileSync(this.path, 'utf8');
  }

  /** Permission bits, of the file behind a symbolic link. */
  mode(): number {
    return statSync(this.path).mode & 0o777;
  }

  write(text: string, mode = 0o600): void {
    mkdirSync(path.dirname(this.path), { recursive: true });
    writeFileSync(this.path, text, { mode });
  }

  remove(): void {
    rmSync(path.dirname(this.path), { recursive: true, force: true });
  }

  model(): KubeconfigModel {
    return load(this.text()) as KubeconfigModel;
  }

  /** kubelogin's arguments in the user that a context names. */
  execArguments(contextName: string): readonly string[] {
    return this.userOf(contextName)?.exec?.args ?? [];
  }

  userOf(contextName: string): NamedEntry['user'] {
    const { contexts, users } = this.model();
    const context = contexts.find(({ name }) => name === contextName)?.context;
    return users.find(({ name }) => name === context?.user)?.user;
  }

  /** Runs the real kubectl on the file, as in a terminal of the machine. @returns what it printed */
  async kubectl(kubectl: Kubectl, ...args: string[]): Promise<string> {
    const { simulator, caFile, vscode } = this.#started;
    const env = { HOME: vscode.homeFolder, ...simulator.clientEnvironment(caFile) };
    const { exitCode, stdout, stderr } = await runKubectl(kubectl, ['--kubeconfig', this.path, ...args], env);
    assert.equal(exitCode, 0, stderr);
    return stdout;
  }
}
