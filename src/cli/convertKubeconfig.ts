import { resolve } from 'node:path';
import { AksEntraError } from '../core/aksEntraError.ts';
import { openKubeconfig } from '../core/kubeconfig/editableKubeconfig.ts';
import { convertUsers, usersToConvert } from '../core/kubeconfig/convertUsers.ts';
import type { ConvertRequest, ConvertResult } from '../core/kubeconfig/convertUsers.ts';
import { isLoginMode, loginModeNames } from '../core/kubeconfig/loginModeNames.ts';
import type { LoginMode } from '../core/kubeconfig/loginModeNames.ts';
import type { LoginOptions } from '../core/kubeconfig/loginOptions.ts';
import type { CommandLinePorts } from './commandLine.ts';
import { inFile } from '../core/kubeconfig/inFile.ts';
import { describeFlags, parseFlags, UsageError } from './parseFlags.ts';
import type { Flag, TypedFlags } from './parseFlags.ts';

const loginVariable = 'AAD_LOGIN_METHOD';

const flags = {
  kubeconfig: { value: 'FILE', help: 'The file to change; without it KUBECONFIG, else ~/.kube/config' },
  context: { value: 'NAME', help: 'Only the user of this context; without it every user of kubelogin' },
  login: { short: 'l', value: 'MODE', help: `${loginModeNames.join(', ')}; else ${loginVariable}, else devicecode` },
  'server-id': { value: 'ID', help: 'The application ID of the AKS server' },
  'client-id': { value: 'ID', help: 'The application ID of the client' },
  'tenant-id': { short: 't', value: 'ID', help: 'The Entra tenant' },
  environment: { short: 'e', value: 'NAME', help: 'AzurePublicCloud, AzureUSGovernmentCloud or AzureChinaCloud' },
  'client-secret': {
    value: 'SECRET',
    help: 'spn: is written to the file; AAD_SERVICE_PRINCIPAL_CLIENT_SECRET is safer',
  },
  'client-certificate': { value: 'FILE', help: 'spn: a certificate in PFX format' },
  'client-certificate-password': { value: 'SECRET', help: 'spn: is written to the file' },
  username: { value: 'NAME', help: 'ropc' },
  password: { value: 'SECRET', help: 'ropc: is written to the file; AAD_USER_PRINCIPAL_PASSWORD is safer' },
  'identity-resource-id': { value: 'ID', help: 'msi: the resource ID of a managed identity' },
  subscription: { short: 's', value: 'ID', help: 'azurecli: the subscription' },
  'azure-config-dir': { value: 'FOLDER', help: "azurecli: the Azure CLI's folder" },
  'authority-host': { value: 'URL', help: 'workloadidentity: ends with a slash' },
  'federated-token-file': { value: 'FILE', help: 'workloadidentity' },
  'azure-pipelines-service-connection-id': { value: 'ID', help: 'azurepipelines' },
  'redirect-url': { value: 'URL', help: 'interactive' },
  'login-hint': { value: 'NAME', help: 'interactive: the account' },
  'pop-enabled': { isSwitch: true, help: 'Proof-of-possession tokens; needs --pop-claims' },
  'pop-claims': { value: 'CLAIMS', help: 'key=value,…, at least u=<ARM id of the cluster>' },
  legacy: { isSwitch: true, help: "Tokens for the audience 'spn:<server id>'" },
  'cache-dir': { value: 'FOLDER', help: "kubelogin's cache" },
  'token-cache-dir': { value: 'FOLDER', help: 'The former name of --cache-dir' },
  'disable-environment-override': { isSwitch: true, help: 'spn: kubelogin ignores its environment variables' },
} satisfies Readonly<Record<string, Flag>>;

/** kubelogin takes them too, and does not write them to a kubeconfig either. */
const withoutEffect = {
  timeout: { help: '' },
  'disable-instance-discovery': { isSwitch: true, help: '' },
  'use-azurerm-env-vars': { isSwitch: true, help: '' },
} satisfies Readonly<Record<string, Flag>>;

const usage = `Changes how kubelogin signs in, as "kubelogin convert-kubeconfig" does.

Usage: node cli.js convert-kubeconfig [flags]

Every other entry of the file, its comments and its order stay as they are. A typed flag wins over an environment
variable. Secrets in the file are never carried over.

Flags:
${describeFlags(flags)}`;

/** `convert-kubeconfig`: all files of a KUBECONFIG list, or none where one of the users cannot be converted. */
export async function convertKubeconfig(args: readonly string[], ports: CommandLinePorts): Promise<void> {
  const typed = parseFlags(args, { ...flags, ...withoutEffect });
  if (typed === undefined) {
    ports.writeOutput(usage);
    return;
  }
  const request = { loginMode: loginModeOf(typed, ports.environment), options: loginOptionsOf(typed) };
  const context = typed.text('context');
  const files = await readFiles(typed.text('kubeconfig'), ports);
  for (const { path, text } of files) inFile(path, () => openKubeconfig(text));
  const users = usersToConvert(
    files.map(({ text }) => text),
    context === undefined ? undefined : [context],
  );
  const requests = files.map(({ path, text }, index): { path: string; text: string; request: ConvertRequest } => ({
    path,
    text,
    request: { ...request, users: users[index] ?? [] },
  }));
  // All of them first: what fails here has changed nothing.
  for (const { text, request: each } of requests) convertUsers(text, each);
  const results: ConvertResult[] = [];
  for (const { path, request: each } of requests) {
    let result: ConvertResult | undefined;
    await ports.files.update(
      path,
      (text = '') => {
        result = convertUsers(text, each);
        return result.text;
      },
      { signal: ports.signal },
    );
    if (result !== undefined) results.push(result);
  }
  tell(results, ports, typed);
}

function tell(
  results: readonly ConvertResult[],
  ports: CommandLinePorts,
  typed: TypedFlags<keyof typeof withoutEffect>,
): void {
  for (const name of Object.keys(withoutEffect) as (keyof typeof withoutEffect)[]) {
    if (typed.text(name) !== undefined) ports.writeError(`Warning: --${name} has no effect on a kubeconfig.`);
  }
  for (const warning of results.flatMap(({ warnings }) => warnings)) ports.writeError(`Warning: ${warning}`);
  const converted = results.flatMap((result) => result.converted);
  for (const { userName, from, to, isChanged } of converted) {
    ports.writeOutput(
      isChanged
        ? `Converted "${userName}" from ${from} to ${to}.`
        : `"${userName}" is as it should be already (${to}).`,
    );
  }
  if (converted.length === 0) ports.writeOutput('Nothing to convert: none of the users signs in through kubelogin.');
}

function loginModeOf(typed: TypedFlags<'login'>, environment: CommandLinePorts['environment']): LoginMode {
  const fromVariable = environment[loginVariable];
  const mode = typed.text('login') ?? (fromVariable === '' ? undefined : fromVariable) ?? 'devicecode';
  if (isLoginMode(mode)) return mode;
  const origin = typed.text('login') === undefined ? ` (from ${loginVariable})` : '';
  throw new UsageError(
    `'${mode}' is not a supported login method${origin}. Supported method is one of ${loginModeNames.join(', ')}`,
  );
}

function loginOptionsOf(typed: TypedFlags<keyof typeof flags>): LoginOptions {
  const options: { readonly [Key in keyof LoginOptions]: LoginOptions[Key] | undefined } = {
    serverId: typed.text('server-id'),
    clientId: typed.text('client-id'),
    tenantId: typed.text('tenant-id'),
    environment: typed.text('environment'),
    cacheFolder: typed.text('cache-dir') ?? typed.text('token-cache-dir'),
    redirectUrl: typed.text('redirect-url'),
    loginHint: typed.text('login-hint'),
    popClaims: typed.text('pop-claims'),
    clientSecret: typed.text('client-secret'),
    clientCertificate: typed.text('client-certificate'),
    clientCertificatePassword: typed.text('client-certificate-password'),
    username: typed.text('username'),
    password: typed.text('password'),
    identityResourceId: typed.text('identity-resource-id'),
    subscription: typed.text('subscription'),
    azureConfigFolder: typed.text('azure-config-dir'),
    authorityHost: typed.text('authority-host'),
    federatedTokenFile: typed.text('federated-token-file'),
    azurePipelinesServiceConnectionId: typed.text('azure-pipelines-service-connection-id'),
    isLegacy: typed.isOn('legacy'),
    isPopEnabled: typed.isOn('pop-enabled'),
    disablesEnvironmentOverride: typed.isOn('disable-environment-override'),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

async function readFiles(
  explicit: string | undefined,
  { files }: CommandLinePorts,
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  if (explicit === undefined) return files.readAll();
  const path = resolve(explicit);
  const text = await files.read(path);
  if (text !== undefined) return [{ path, text }];
  throw new AksEntraError('kubeconfigUnreadable', `${path} does not exist. Check --kubeconfig.`);
}
