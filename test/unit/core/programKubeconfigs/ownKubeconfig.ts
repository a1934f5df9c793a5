import type { TrustedCluster } from '../../../../src/core/credentialPlugin/trustedCluster.ts';
import { pluginEnvironment } from '../../../../src/core/login/contextKey.ts';
import { renderPluginArguments } from '../../../../src/core/login/pluginArguments.ts';

export const key = '0123456789abcdef0123456789abcdef';
export const account = {
  tenantId: '11111111-2222-3333-4444-555555555555',
  environment: 'AzurePublicCloud',
  accountId: 'ada.home',
};
export const prod: TrustedCluster = {
  ...account,
  key,
  server: 'https://prod-1234.hcp.eastus.azmk8s.io:443',
  certificateAuthorityData: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkNBCg==',
  skipsTlsVerify: false,
};

/** An entry of `clusters`, as lines. */
export function clusterEntry(name = 'prod', fields: Readonly<Record<string, string>> = {}): string {
  const all = {
    'certificate-authority-data': prod.certificateAuthorityData ?? '',
    server: prod.server,
    ...fields,
  };
  const lines = Object.entries(all).flatMap(([field, value]) => (value === '' ? [] : [`    ${field}: ${value}\n`]));
  return `- cluster:\n${lines.join('')}  name: ${name}\n`;
}

export function contextEntry(name = 'prod', cluster = 'prod', user = 'ada_prod'): string {
  return `- context:\n    cluster: ${cluster}\n    user: ${user}\n  name: ${name}\n`;
}

/** As we write it; without a key, as versions before keys would. */
export function userEntry(name = 'ada_prod', itsKey = key): string {
  const args = renderPluginArguments(account).map((argument) => `      - ${argument}\n`);
  const env = pluginEnvironment({}, itsKey === '' ? undefined : itsKey).map(
    (variable) => `      - name: ${variable.name}\n        value: '${variable.value}'\n`,
  );
  return `- name: ${name}
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      args:
${args.join('')}      command: /home/ada/.local/share/aks-entra/plugin/aks-entra
      env:
${env.join('')}      installHint: |2

        This context signs in with VS Code.
      interactiveMode: Never
      provideClusterInfo: true
`;
}

export function staticUser(name: string): string {
  return `- name: ${name}\n  user:\n    token: secret-token\n`;
}

/** A kubeconfig as kubectl writes it. */
export function kubeconfig(parts: {
  readonly clusters?: readonly string[];
  readonly contexts?: readonly string[];
  readonly users?: readonly string[];
}): string {
  const section = (name: string, entries: readonly string[] = []): string =>
    entries.length === 0 ? `${name}: null\n` : `${name}:\n${entries.join('')}`;
  return (
    `apiVersion: v1\n${section('clusters', parts.clusters)}${section('contexts', parts.contexts)}` +
    `current-context: prod\nkind: Config\npreferences: {}\n${section('users', parts.users)}`
  );
}

/** The one context that is ours. */
export const own = kubeconfig({ clusters: [clusterEntry()], contexts: [contextEntry()], users: [userEntry()] });
/** Contexts of somebody else, which have nothing to do with it. */
export const others = kubeconfig({
  clusters: [clusterEntry('kind', { server: 'https://127.0.0.1:6443', 'certificate-authority-data': '' })],
  contexts: [contextEntry('kind', 'kind', 'kind')],
  users: [staticUser('kind')],
});
