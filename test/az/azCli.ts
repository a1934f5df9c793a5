import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulator } from '../simulator/simulator.ts';
import { contoso, deployer } from '../simulator/scenarios/people.ts';
import type { Az } from './prepareAz.ts';

const quiet = ['--only-show-errors', '--output', 'json'];
const longestCommandMs = 180_000;

/** The real az, signed in to a simulated Azure as the pipeline’s service principal. */
export class AzCli {
  readonly #az: Az;
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(az: Az, folder: string, env: Readonly<Record<string, string>>) {
    this.#az = az;
    this.#folder = folder;
    this.#env = env;
  }

  /**
   * @param folder an empty one, for its configuration, its tokens and the kubeconfigs that it writes
   * @throws Error where az cannot sign in
   */
  static async signedIn(az: Az, simulator: Simulator, folder: string): Promise<AzCli> {
    const caFile = join(folder, 'ca.pem');
    const secretFile = join(folder, 'secret');
    writeFileSync(caFile, simulator.caPem);
    writeFileSync(secretFile, deployer.clientSecret, { mode: 0o600 });
    const cli = new AzCli(az, folder, {
      ...simulator.clientEnvironment(caFile),
      HOME: folder,
      PATH: process.env['PATH'] ?? '',
      KUBECONFIG: join(folder, 'kubeconfig'),
      AZURE_CONFIG_DIR: join(folder, 'azure'),
      AZURE_CORE_COLLECT_TELEMETRY: 'no',
      AZURE_CORE_SURVEY_MESSAGE: 'no',
      AZURE_CORE_NO_COLOR: 'yes',
      AZURE_CORE_DISABLE_PROGRESS_BAR: 'yes',
      AZURE_AUTO_UPGRADE_ENABLE: 'no',
      AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
      PYTHONWARNINGS: 'ignore',
    });
    const who = ['--username', deployer.clientId, '--tenant', contoso.tenantId];
    // az reads a value that begins with @ from the file: the secret is nobody’s argument.
    await cli.run('login', '--service-principal', ...who, '--password', `@${secretFile}`);
    return cli;
  }

  /** What a program needs to reach the same simulated Azure. */
  get environment(): Readonly<Record<string, string>> {
    return this.#env;
  }

  /** A file of this az’s own folder. */
  file(name: string): string {
    return join(this.#folder, name);
  }

  /**
   * @returns what az printed, as JSON; undefined where it printed nothing
   * @throws Error with the command and what az said
   */
  async run(...args: readonly string[]): Promise<unknown> {
    const { command, args: before } = this.#az;
    const printed = await this.#start(command, [...before, ...args, ...quiet], `az ${args.join(' ')}`);
    return printed.trim() === '' ? undefined : (JSON.parse(printed) as unknown);
  }

  /**
   * Lines as a person pastes them into a shell.
   *
   * @throws Error with the lines and what az said
   */
  async paste(lines: string): Promise<void> {
    const { command, args } = this.#az;
    const words = [command, ...args].map((word) => `'${word}'`).join(' ');
    await this.#start('sh', ['-ec', `az() { ${words} "$@" ${quiet.join(' ')}; }\n${lines}`], lines);
  }

  #start(command: string, args: readonly string[], shown: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = { env: this.#env, cwd: this.#folder, timeout: longestCommandMs, maxBuffer: 16 * 1024 * 1024 };
      const child = execFile(command, args, options, (error, stdout, stderr) => {
        if (error === null) {
          resolve(stdout);
          return;
        }
        const said = stderr.trim() === '' ? stdout : stderr;
        reject(new Error(`${shown}\n${said.trim().split('\n').slice(-12).join('\n')}`));
      });
      child.stdin?.end();
    });
  }
}
