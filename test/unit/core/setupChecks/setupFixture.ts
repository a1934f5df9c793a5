import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { CheckRow } from '../../../../src/core/checks/checkRow.ts';
import { pluginEnvironment } from '../../../../src/core/login/contextKey.ts';
import { setupChecks } from '../../../../src/core/setupChecks/setupChecks.ts';
import type { SetupPorts } from '../../../../src/core/setupChecks/setupPorts.ts';
import type { ProbeResult } from '../../../../src/core/verifyAccess/serverProbe.ts';

export const home = '/home/ada';
export const config = '/home/ada/.kube/config';
export const nowMs = Date.UTC(2026, 10, 30);
export const ownPlugin = '/home/ada/.local/share/aks-entra/plugin/aks-entra';
export const aksServer = '6dae42f8-4368-4678-94ff-3960e28e3630';

export const tenant = '00000000-0000-4000-8000-00000000000a';

/** A user of kubelogin. */
export const kubelogin = (login: string, tenantId = tenant, server = aksServer): string =>
  `{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, interactiveMode: IfAvailable, ` +
  `args: [get-token, --login, ${login}, --server-id, ${server}, --tenant-id, ${tenantId}]}}`;

/** A user of our plugin, of an account. */
export const plugin = (account = 'ada'): string =>
  `{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ${ownPlugin}, interactiveMode: Never, provideClusterInfo: true, ` +
  `args: [get-token, --login, vscode, --server-id, ${aksServer}, --tenant-id, ${tenant}, --environment, AzurePublicCloud, --account, ${account}], ` +
  `env: ${JSON.stringify(pluginEnvironment({}, '0123456789abcdef'.repeat(2)))}}}`;

/** A kubeconfig of one cluster, with these users and a context of the same name for each. */
export function kubeconfig(users: Readonly<Record<string, string>>, metadata = ''): string {
  const names = Object.keys(users);
  return [
    'apiVersion: v1',
    'kind: Config',
    'clusters:',
    '- name: aks1',
    '  cluster: {server: "https://aks1-abc.hcp.eastus.azmk8s.io:443"}',
    'contexts:',
    ...names.map((name) => `- name: ${name}\n  context: {cluster: aks1, user: ${name}${metadata}}`),
    `current-context: ${names[0] ?? '""'}`,
    'users:',
    ...names.map((name) => `- name: ${name}\n  user: ${users[name] ?? ''}`),
    '',
  ].join('\n');
}

const program = { copies: ['/usr/bin/x'], foreign: [] };

/** A healthy machine without Azure, whose kubeconfigs these are. */
export function machine(
  files: Readonly<Record<string, string | AksEntraError>>,
  parts: Partial<SetupPorts> = {},
): SetupPorts {
  const paths = Object.keys(files);
  return {
    tools: {
      kubectl: () =>
        Promise.resolve({ ...program, answer: { version: { name: '1.33.4', minor: 33 }, isDispatcher: false } }),
      kubelogin: () => Promise.resolve({ ...program, kind: 'azure', version: '0.2.22' }),
      helm: () => Promise.resolve({ ...program, version: '3.16.2' }),
      az: () => Promise.resolve({ ...program, version: '2.91.0' }),
    },
    kubeconfigs: {
      paths: () => Promise.resolve(paths),
      namedPaths: () => Promise.resolve(paths),
      read: (path) => {
        const text = files[path];
        return text instanceof AksEntraError ? Promise.reject(text) : Promise.resolve(text);
      },
    },
    kubeconfigVariable: undefined,
    facts: { permissions: () => Promise.resolve(0o600) },
    exists: () => Promise.resolve(true),
    readNamedFile: () => Promise.resolve(undefined),
    pluginAllowlist: { refusal: () => Promise.resolve(undefined) },
    runsPlugin: () => Promise.resolve(true),
    ownPlugin,
    proxies: () => ({ environment: undefined, exceptions: undefined, editor: undefined }),
    home,
    now: () => nowMs,
    probe: probeOf({ kind: 'answered', status: 401, serverTimeMs: nowMs }),
    about: [['VS Code', '1.130.0']],
    ...parts,
  };
}

export function probeOf(result: ProbeResult): NonNullable<SetupPorts['probe']> {
  return () => Promise.resolve({ probe: () => Promise.resolve(result) });
}

/** The rows that the checks end with. */
export async function rowsOf(ports: SetupPorts): Promise<readonly CheckRow[]> {
  let rows: readonly CheckRow[] = [];
  await setupChecks(ports).run((told) => (rows = told), new AbortController().signal);
  return rows;
}

export function rowOf(rows: readonly CheckRow[], id: string): CheckRow {
  const row = rows.find((each) => each.id === id);
  if (row === undefined) {
    throw new Error(`no row ${id} among ${rows.map((each) => each.id).join()}`);
  }
  return row;
}
