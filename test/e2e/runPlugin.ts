import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { load } from 'js-yaml';

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: Readonly<Record<string, unknown>> }[];
  readonly users: readonly {
    readonly user: { readonly exec: Exec };
  }[];
}

interface Exec {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
}

interface ExecCredential {
  readonly status: { readonly expirationTimestamp: string; readonly token: string };
}

/** Runs the credential plugin of a kubeconfig's first user as kubectl does, and reads its answer. */
export async function runPlugin(kubeconfigFile: string): Promise<ExecCredential> {
  const { clusters, users } = load(readFileSync(kubeconfigFile, 'utf8')) as Kubeconfig;
  const exec = users[0]?.user.exec;
  assert.ok(exec);
  const info = {
    kind: 'ExecCredential',
    apiVersion: exec.apiVersion,
    spec: { interactive: false, cluster: clusters[0]?.cluster },
  };
  const own = Object.fromEntries((exec.env ?? []).map(({ name, value }) => [name, value]));
  const env = { ...own, KUBERNETES_EXEC_INFO: JSON.stringify(info) };
  const { stdout } = await promisify(execFile)(exec.command, exec.args, { env });
  return JSON.parse(stdout) as ExecCredential;
}
