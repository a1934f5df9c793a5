import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { load } from 'js-yaml';

interface Kubeconfig {
  readonly contexts: readonly { readonly name: string; readonly context: { readonly user: string } }[];
  readonly users: readonly { readonly name: string; readonly user: { readonly exec: Exec } }[];
}

interface Exec {
  readonly command: string;
  readonly args: string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
}

/** What the plugin printed. */
export interface PluginOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the credential plugin of a context as a program does that names no cluster: with nothing but what the user's entry
 * sets, and the kubeconfig that it reads.
 *
 * @param text of the kubeconfig
 */
export async function askWithoutCluster(
  text: string,
  contextName: string,
  env: { readonly KUBECONFIG: string; readonly HOME: string },
): Promise<PluginOutput> {
  const { contexts, users } = load(text) as Kubeconfig;
  const userName = contexts.find(({ name }) => name === contextName)?.context.user;
  const exec = users.find(({ name }) => name === userName)?.user.exec;
  assert.ok(exec, `${contextName} runs no plugin.`);
  const own = Object.fromEntries((exec.env ?? []).map(({ name, value }) => [name, value]));
  assert.ok('KUBERNETES_EXEC_INFO' in own, 'the entry covers what the environment holds');
  try {
    const output = await promisify(execFile)(exec.command, exec.args, {
      env: { ...env, ...own, PATH: '/usr/bin:/bin' },
    });
    return { exitCode: 0, ...output };
  } catch (error) {
    const { code, stdout, stderr } = error as {
      readonly code: number;
      readonly stdout: string;
      readonly stderr: string;
    };
    return { exitCode: code, stdout, stderr };
  }
}
