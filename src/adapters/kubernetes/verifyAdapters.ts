import { readFile } from 'node:fs/promises';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedName } from '../../core/quotedNames.ts';
import type { ProbedServer } from '../../core/verifyAccess/serverProbe.ts';
import { execOf, type VerifiedEntry } from '../../core/verifyAccess/verifiedEntry.ts';
import type { ApiCredential, CredentialOutcome, VerifyAdapters } from '../../core/verifyAccess/verifyPorts.ts';
import { isYamlList, isYamlMap, ownValue, stringAt, type YamlMap } from '../../core/yamlValue.ts';
import type { ProgramSearch } from '../files/programOnPath.ts';
import { ApiServerProbe } from '../network/apiServerProbe.ts';
import { runExecPlugin } from './runExecPlugin.ts';

/** @param search how programs are found; `foreignFolders` are those of the workspace, at that moment */
export function verifyAdapters(search: () => ProgramSearch): VerifyAdapters {
  const { env } = search();
  return {
    probe: new ApiServerProbe({ env }),
    serverOf,
    credentialOf: (entry, server, signal) => credentialOf(entry, server, search(), signal),
    connect: async (server, credential) => {
      const { ClientNodeCluster } = await import('./clientNodeCluster.ts');
      return new ClientNodeCluster(server, credential, { env });
    },
  };
}

async function serverOf({ cluster, facts }: VerifiedEntry): Promise<ProbedServer> {
  const server = stringAt(cluster, 'server') ?? '';
  if (!/^https?:\/\//i.test(server) || !URL.canParse(server)) {
    throw new AksEntraError(
      'kubeconfigInvalid',
      l10n`The cluster of the context ${quotedName(facts.contextName)} names no API server. Get the credential again.`,
    );
  }
  const ca = await dataOrFile(cluster, 'certificate-authority');
  const tlsServerName = given(cluster, 'tls-server-name');
  const proxyUrl = given(cluster, 'proxy-url');
  return {
    url: new URL(server),
    ...(ca === undefined ? {} : { ca }),
    ...(tlsServerName === undefined ? {} : { tlsServerName }),
    ...(proxyUrl === undefined ? {} : { proxyUrl }),
    ...(ownValue(cluster, 'insecure-skip-tls-verify') === true ? { insecure: true } : {}),
  };
}

async function credentialOf(
  entry: VerifiedEntry,
  server: ProbedServer,
  search: ProgramSearch,
  signal: AbortSignal,
): Promise<CredentialOutcome> {
  const exec = execOf(entry);
  if (exec !== undefined) {
    // kubectl runs no plugin for a server without TLS: nobody else's token travels in the open.
    return server.url.protocol === 'https:'
      ? runExecPlugin(exec, execCluster(entry.cluster, server), { search }, signal)
      : { kind: 'failed', text: 'error: You must be logged in to the server (Unauthorized)' };
  }
  const credential = await staticCredential(entry.user);
  return credential === undefined ? { kind: 'failed', text: failureOf(entry) } : { kind: 'credential', credential };
}

function failureOf({ signIn }: VerifiedEntry): string {
  return signIn.kind === 'azureAuthProvider'
    ? 'error: The azure auth plugin has been removed.'
    : signIn.kind === 'authProvider'
      ? `error: no Auth Provider found for name ${quotedName(signIn.name)}`
      : 'error: You must be logged in to the server (Unauthorized)';
}

async function staticCredential(user: YamlMap): Promise<ApiCredential | undefined> {
  const certificate = await dataOrFile(user, 'client-certificate');
  const key = await dataOrFile(user, 'client-key');
  if (certificate !== undefined && key !== undefined) {
    return { kind: 'certificate', certificate, key };
  }
  const tokenFile = given(user, 'tokenFile');
  const token = given(user, 'token') ?? (tokenFile === undefined ? undefined : (await read(tokenFile)).trim());
  if (token !== undefined) {
    return { kind: 'token', token };
  }
  const username = given(user, 'username');
  return username === undefined ? undefined : { kind: 'password', username, password: given(user, 'password') ?? '' };
}

/** Data goes before a file, as in clientcmd. */
async function dataOrFile(map: YamlMap, key: string): Promise<string | undefined> {
  const data = given(map, `${key}-data`);
  if (data !== undefined) {
    return Buffer.from(data, 'base64').toString();
  }
  const file = given(map, key);
  return file === undefined ? undefined : read(file);
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new AksEntraError('kubeconfigInvalid', l10n`${file} cannot be read. Get the credential again.`);
  }
}

/** What `KUBERNETES_EXEC_INFO` tells of a cluster. */
function execCluster(cluster: YamlMap, { ca, insecure, proxyUrl, tlsServerName }: ProbedServer): object {
  const extensions = ownValue(cluster, 'extensions');
  const config = (isYamlList(extensions) ? extensions : [])
    .filter(isYamlMap)
    .find((entry) => stringAt(entry, 'name') === 'client.authentication.k8s.io/exec');
  return {
    server: stringAt(cluster, 'server'),
    ...(tlsServerName === undefined ? {} : { 'tls-server-name': tlsServerName }),
    ...(insecure === true ? { 'insecure-skip-tls-verify': true } : {}),
    ...(ca === undefined ? {} : { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
    ...(proxyUrl === undefined ? {} : { 'proxy-url': proxyUrl }),
    config: config === undefined ? null : (ownValue(config, 'extension') ?? null),
  };
}

function given(map: YamlMap, key: string): string | undefined {
  const value = stringAt(map, key) ?? '';
  return value === '' ? undefined : value;
}
