import { renderPluginArguments } from '../../../../src/core/login/pluginArguments.ts';
import type { PluginCommand } from '../../../../src/core/login/pluginLogin.ts';

export const plugin: PluginCommand = {
  command: '/home/ada/.local/share/aks-entra/plugin/aks-entra',
  args: [],
  env: {},
};
export const account = {
  tenantId: '11111111-2222-3333-4444-555555555555',
  environment: 'AzurePublicCloud',
  accountId: 'ada.home',
};
const args = renderPluginArguments(account);

/** What a test's kubeconfig is made of. */
export interface PluginEntries {
  /** Each is its own server. */
  readonly clusters?: readonly string[];
  /** Name, cluster, user. */
  readonly contexts?: readonly (readonly [string, string, string])[];
  /** Of our plugin, without a key, as versions before keys wrote it. */
  readonly users?: readonly string[];
  /** Whole entries, as lines below `users`. */
  readonly otherUsers?: readonly string[];
}

/** A kubeconfig with a comment behind each entry, of which none may change. */
export function kubeconfigOf({ clusters = [], contexts = [], users = [], otherUsers = [] }: PluginEntries): string {
  return [
    'apiVersion: v1',
    'kind: Config',
    'clusters:',
    ...clusters.map(
      (name) =>
        `- cluster: {server: "https://${name}.azmk8s.io", certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkNBCg==} # the cluster\n  name: ${name}`,
    ),
    'contexts:',
    ...contexts.map(
      ([name, cluster, user]) =>
        `- context:\n    cluster: ${cluster}\n    namespace: web # mine\n    user: ${user}\n  name: ${name}`,
    ),
    'users:',
    ...users.map(
      (name) => `- name: ${name} # the user
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      args:
${args.map((argument) => `      - ${argument}`).join('\n')}
      command: ${plugin.command}
      env: null
      interactiveMode: Never
      provideClusterInfo: true`,
    ),
    ...otherUsers,
    'current-context: ""',
    '',
  ].join('\n');
}
