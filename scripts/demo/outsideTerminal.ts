import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { runKubectl, type Kubectl, type KubectlResult } from '../../test/kubectl.ts';
import { askVersion } from '../../test/kubectlVersion.ts';
import type { SimulatedVsCode } from '../../test/vscode/startSimulatedVsCode.ts';

/** Neither kubelogin nor az may be here. */
const systemFolders = ['/usr/bin', '/bin'];

/** A terminal of this machine outside VS Code, with the real kubectl and a path on which kubelogin and az are not. */
export class OutsideTerminal {
  readonly #kubectl: Kubectl;
  readonly #homeFolder: string;
  readonly #variables: Readonly<Record<'KUBECONFIG' | 'HTTPS_PROXY', string>>;

  constructor(kubectl: Kubectl, { vscode, simulator, kubeconfigFile }: SimulatedVsCode) {
    this.#kubectl = kubectl;
    this.#homeFolder = vscode.homeFolder;
    this.#variables = { KUBECONFIG: kubeconfigFile, HTTPS_PROXY: `http://127.0.0.1:${simulator.proxyPort}` };
  }

  /** As in `kubectl 1.35.2`. */
  get name(): string {
    return `kubectl ${askVersion(this.#kubectl.path)?.name ?? ''}`;
  }

  /** What was set in it, as commands for a shell. */
  get setUp(): string[] {
    return Object.entries(this.#variables).map(([name, value]) => `export ${name}=${value}`);
  }

  /** The command that makes this kubectl the one of a person's shell. */
  get pathCommand(): string {
    return `export PATH=${dirname(this.#kubectl.path)}:$PATH`;
  }

  /**
   * @param expected part of what kubectl has to print
   * @returns the command and what kubectl printed
   */
  async output(args: readonly string[], expected = ''): Promise<string> {
    const { exitCode, stdout, stderr } = await this.#run(args);
    if (exitCode !== 0 || !stdout.includes(expected)) {
      throw new Error(`kubectl ${args.join(' ')} did not print ${expected || 'what it should'}:\n${stdout}${stderr}`);
    }
    return commandAndAnswer(args, stdout);
  }

  /** @returns the command and with which words kubectl refused it */
  async refusal(args: readonly string[], expected: RegExp): Promise<string> {
    const { exitCode, stderr } = await this.#run(args);
    if (exitCode !== 1 || !expected.test(stderr)) {
      throw new Error(`kubectl ${args.join(' ')} was not refused as it should be:\n${stderr}`);
    }
    return commandAndAnswer(args, stderr);
  }

  #run(args: readonly string[]): Promise<KubectlResult> {
    for (const folder of systemFolders) {
      for (const program of ['kubelogin', 'az']) {
        if (existsSync(`${folder}/${program}`)) {
          throw new Error(`${program} is in ${folder}, so this would show nothing.`);
        }
      }
    }
    return runKubectl(this.#kubectl, args, {
      HOME: this.#homeFolder,
      PATH: systemFolders.join(':'),
      ...this.#variables,
    });
  }
}

function commandAndAnswer(args: readonly string[], answer: string): string {
  // kubectl fills the last column of its tables with spaces.
  return [`$ kubectl ${args.join(' ')}`, answer.trimEnd().replaceAll(/ +$/gm, '')].join('\n');
}
