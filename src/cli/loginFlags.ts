import { l10n } from '../core/l10n.ts';
import { isLoginMode, type LoginMode, loginModeNames } from '../core/login/loginModeNames.ts';
import type { LoginOptions } from '../core/login/loginOptions.ts';
import type { CommandLinePorts } from './commandLinePorts.ts';
import { type Flag, type TypedFlags, UsageError } from './parseFlags.ts';

const loginVariable = 'AAD_LOGIN_METHOD';

/** kubelogin's flags for a sign-in, which its get-token and its convert-kubeconfig share. */
export const loginFlags = {
  login: {
    short: 'l',
    value: 'MODE',
    help: l10n`${loginModeNames.join(', ')}; else ${loginVariable}, else devicecode`,
  },
  'server-id': { value: 'ID', help: l10n`The application ID of the AKS server` },
  'client-id': { value: 'ID', help: l10n`The application ID of the client` },
  'tenant-id': { short: 't', value: 'ID', help: l10n`The Entra tenant` },
  environment: { short: 'e', value: 'NAME', help: l10n`AzurePublicCloud, AzureUSGovernmentCloud or AzureChinaCloud` },
  'client-secret': { value: 'SECRET', help: 'spn' },
  'client-certificate': { value: 'FILE', help: l10n`spn: a certificate with its key` },
  'client-certificate-password': { value: 'SECRET', help: 'spn' },
  username: { value: 'NAME', help: 'ropc' },
  password: { value: 'SECRET', help: 'ropc' },
  'identity-resource-id': { value: 'ID', help: l10n`msi: the resource ID of a managed identity` },
  subscription: { short: 's', value: 'ID', help: l10n`azurecli: the subscription` },
  'authority-host': { value: 'URL', help: l10n`workloadidentity: ends with a slash` },
  'federated-token-file': { value: 'FILE', help: 'workloadidentity' },
  'azure-pipelines-service-connection-id': { value: 'ID', help: 'azurepipelines' },
  'redirect-url': { value: 'URL', help: 'interactive' },
  'login-hint': { value: 'NAME', help: l10n`interactive: the account` },
  'pop-enabled': { isSwitch: true, help: l10n`Proof-of-possession tokens; needs --pop-claims` },
  'pop-claims': { value: 'CLAIMS', help: l10n`key=value,…, at least u=<ARM id of the cluster>` },
  legacy: { isSwitch: true, help: l10n`Tokens for the audience 'spn:<server id>'` },
  'cache-dir': { value: 'FOLDER', help: l10n`kubelogin's cache` },
  'token-cache-dir': { value: 'FOLDER', help: l10n`The former name of --cache-dir` },
  'disable-environment-override': { isSwitch: true, help: l10n`spn: kubelogin ignores its environment variables` },
} satisfies Readonly<Record<string, Flag>>;

/** What kubelogin's logger takes, which people have in their kubeconfigs. */
export const logFlags = {
  v: { short: 'v', holds: 'logLevel', help: '' },
  logtostderr: { isSwitch: true, help: '' },
} satisfies Readonly<Record<string, Flag>>;

/** @throws UsageError */
export function loginModeOf(typed: TypedFlags<'login'>, environment: CommandLinePorts['environment']): LoginMode {
  const fromVariable = environment[loginVariable];
  const mode = typed.text('login') ?? (fromVariable === '' ? undefined : fromVariable) ?? 'devicecode';
  if (isLoginMode(mode)) {
    return mode;
  }
  const origin = typed.text('login') === undefined ? l10n` (from ${loginVariable})` : '';
  throw new UsageError(
    l10n`'${mode}' is not a supported login method${origin}. Supported method is one of ${loginModeNames.join(', ')}`,
  );
}

export function loginOptionsOf(typed: TypedFlags<keyof typeof loginFlags>): LoginOptions {
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
    authorityHost: typed.text('authority-host'),
    federatedTokenFile: typed.text('federated-token-file'),
    azurePipelinesServiceConnectionId: typed.text('azure-pipelines-service-connection-id'),
    isLegacy: typed.isOn('legacy'),
    isPopEnabled: typed.isOn('pop-enabled'),
    disablesEnvironmentOverride: typed.isOn('disable-environment-override'),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
