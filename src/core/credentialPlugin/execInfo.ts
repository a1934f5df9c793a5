import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';

/** The versions of the exec credential protocol that kubectl speaks (client-go; v1alpha1 went with kubectl 1.24). */
const apiVersions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'] as const;

export type ExecApiVersion = (typeof apiVersions)[number];

/** The cluster that kubectl wants the token for; kubectl fills it in where the user says `provideClusterInfo: true`. */
export interface ExecCluster {
  readonly server: string;
  /** Base64 of the PEM, as in a kubeconfig. */
  readonly certificateAuthorityData?: string;
  readonly tlsServerName?: string;
  readonly skipsTlsVerify: boolean;
  readonly proxyUrl?: string;
}

/** What kubectl tells a credential plugin in `KUBERNETES_EXEC_INFO`. */
export interface ExecInfo {
  readonly apiVersion: ExecApiVersion;
  /** Whether the plugin may use standard input. */
  readonly isInteractive: boolean;
  readonly cluster?: ExecCluster;
}

/**
 * Reads the variable `KUBERNETES_EXEC_INFO`. Unset or empty, which is how a person or @kubernetes/client-node runs a
 * plugin, counts as v1beta1 and nothing else, as in kubelogin.
 *
 * @throws AksEntraError execInfoInvalid
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#input-and-output-formats
 */
export function readExecInfo(text: string | undefined): ExecInfo {
  if (text === undefined || text === '') {
    return { apiVersion: 'client.authentication.k8s.io/v1beta1', isInteractive: true };
  }
  const info = asRecord(parseJson(text));
  if (info === undefined) {
    throw invalid(l10n`it is not a JSON object`);
  }
  if (info['kind'] !== 'ExecCredential') {
    throw invalid(l10n`its kind is not ExecCredential`);
  }
  const spec = asRecord(info['spec']) ?? {};
  const cluster = spec['cluster'];
  return {
    apiVersion: readApiVersion(info['apiVersion']),
    isInteractive: spec['interactive'] === true,
    ...(cluster === undefined || cluster === null ? {} : { cluster: readCluster(cluster) }),
  };
}

/** Kinds that clients send to get-token: .NET's writes the plural, others leave it out or null. */
const kindsOfClients: readonly unknown[] = ['ExecCredential', 'ExecCredentials', '', null, undefined];

/**
 * Reads `KUBERNETES_EXEC_INFO` for get-token as kubelogin does, whose Go takes keys in any case, and null for an absent
 * value. The cluster is left out, since get-token binds no token to one: for our plugin, which does, `readExecInfo`
 * stays exact.
 *
 * @throws AksEntraError execInfoInvalid
 */
export function readClientsExecInfo(text: string | undefined): Omit<ExecInfo, 'cluster'> {
  const value = text === undefined || text === '' ? null : parseJson(text);
  if (value === null) {
    return readExecInfo(undefined);
  }
  const info = withLowerCaseKeys(value);
  if (info === undefined) {
    throw invalid(l10n`it is not a JSON object`);
  }
  if (!kindsOfClients.includes(info['kind'])) {
    throw invalid(l10n`its kind is not ExecCredential`);
  }
  return {
    apiVersion: readApiVersion(info['apiversion'] ?? undefined),
    isInteractive: withLowerCaseKeys(info['spec'])?.['interactive'] === true,
  };
}

/** Of keys that differ in case alone, the last one that has a value counts, as in Go. */
function withLowerCaseKeys(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const record = asRecord(value);
  return record === undefined
    ? undefined
    : Object.fromEntries(
        Object.entries(record)
          .filter(([, each]) => each !== null)
          .map(([key, each]) => [key.toLowerCase(), each]),
      );
}

function readApiVersion(value: unknown): ExecApiVersion {
  if (value === undefined || value === '') {
    return 'client.authentication.k8s.io/v1beta1';
  }
  const known = apiVersions.find((version) => version === value);
  if (known === undefined) {
    throw new AksEntraError('execInfoInvalid', l10n`api version: ${printable(value)} is not supported`);
  }
  return known;
}

function readCluster(value: unknown): ExecCluster {
  const cluster = asRecord(value);
  if (cluster === undefined) {
    throw invalid(l10n`its cluster is not an object`);
  }
  const server = text(cluster, 'server');
  if (server === undefined) {
    throw invalid(l10n`its cluster has no server`);
  }
  const certificateAuthorityData = text(cluster, 'certificate-authority-data');
  const tlsServerName = text(cluster, 'tls-server-name');
  const proxyUrl = text(cluster, 'proxy-url');
  return {
    server,
    skipsTlsVerify: readSwitch(cluster, 'insecure-skip-tls-verify'),
    ...(certificateAuthorityData === undefined ? {} : { certificateAuthorityData }),
    ...(tlsServerName === undefined ? {} : { tlsServerName }),
    ...(proxyUrl === undefined ? {} : { proxyUrl }),
  };
}

/** Empty is absent, as in Go's structs. */
function text(cluster: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = cluster[key];
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw invalid(l10n`its cluster's ${key} is not text`);
  }
  return value;
}

function readSwitch(cluster: Readonly<Record<string, unknown>>, key: string): boolean {
  const value = cluster[key] ?? false;
  if (typeof value !== 'boolean') {
    throw invalid(l10n`its cluster's ${key} is neither true nor false`);
  }
  return value;
}

function invalid(reason: string): AksEntraError {
  return new AksEntraError(
    'execInfoInvalid',
    l10n`KUBERNETES_EXEC_INFO cannot be read: ${reason}. kubectl sets it; do not set it by hand.`,
  );
}

function printable(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 80).replaceAll(/[^\x20-\x7e]/g, '?') : typeof value;
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
