import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runKubectl, type Kubectl, type KubectlResult } from '../../kubectl.ts';
import type { IssuedCertificate } from '../certificates.ts';
import { startTestCluster, type TestCluster } from './startTestCluster.ts';

export type User = { readonly token: string } | IssuedCertificate;

/** One real kubectl with a home folder of its own, and the simulated clusters that it talks to. */
export class KubectlSession {
  readonly #kubectl: Kubectl;
  readonly #folder: string;
  readonly #started: TestCluster[] = [];

  private constructor(kubectl: Kubectl, folder: string) {
    this.#kubectl = kubectl;
    this.#folder = folder;
  }

  static async begin(kubectl: Kubectl): Promise<KubectlSession> {
    return new KubectlSession(kubectl, await mkdtemp(join(tmpdir(), 'simulated-kubernetes-')));
  }

  async start(...options: Parameters<typeof startTestCluster>): Promise<TestCluster> {
    const cluster = await startTestCluster(...options);
    this.#started.push(cluster);
    return cluster;
  }

  /** A file for `-f`. */
  async file(content: object | string): Promise<string> {
    const file = join(this.#folder, `${Math.random().toString(36).slice(2)}.yaml`);
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 });
    return file;
  }

  async run(target: TestCluster, user: User, ...args: string[]): Promise<KubectlResult> {
    const file = await this.file(kubeconfigOf(target, user));
    return runKubectl(this.#kubectl, [`--kubeconfig=${file}`, ...args], { HOME: this.#folder });
  }

  async succeed(target: TestCluster, user: User, ...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(target, user, ...args);
    assert.equal(exitCode, 0, `${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  async fail(target: TestCluster, user: User, ...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(target, user, ...args);
    assert.equal(exitCode, 1, stdout);
    return stderr;
  }

  async end(): Promise<void> {
    await Promise.all(this.#started.map((one) => one.close()));
    await rm(this.#folder, { recursive: true });
  }
}

/** Why the simulator refused or did not know calls, in their order. */
export function surprisesOf({ calls }: TestCluster): string[] {
  return calls.flatMap(({ surprise }) => (surprise === undefined ? [] : [surprise]));
}

function kubeconfigOf(target: TestCluster, user: User): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'test',
        cluster: {
          server: target.server,
          'tls-server-name': target.serverName,
          'certificate-authority-data': base64(target.authority.certPem),
        },
      },
    ],
    users: [
      {
        name: 'user',
        user:
          'token' in user
            ? { token: user.token }
            : { 'client-certificate-data': base64(user.certPem), 'client-key-data': base64(user.keyPem) },
      },
    ],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'user' } }],
    'current-context': 'test',
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
