import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import type { LoginMode } from './loginModeNames.ts';
import type { LoginOptions } from './loginOptions.ts';
import type { LoginSource } from './loginSource.ts';

type ArgumentRule = (source: LoginSource, typed: LoginOptions) => readonly string[];

const serverId: ArgumentRule = ({ facts }, typed) => required('server-id', typed.serverId ?? facts.serverId);
const clientId: ArgumentRule = ({ facts }, typed) => required('client-id', typed.clientId ?? facts.clientId);
const tenantId: ArgumentRule = ({ facts }, typed) => required('tenant-id', typed.tenantId ?? facts.tenantId);
const environment: ArgumentRule = ({ facts }, typed) => optional('environment', typed.environment ?? facts.environment);
/** Typing `--legacy` can only add it: what a cluster's tokens must look like is the cluster's choice. */
const legacy: ArgumentRule = ({ facts }, typed) => (typed.isLegacy === true || facts.isLegacy ? ['--legacy'] : []);
const cacheFolder: ArgumentRule = ({ argument }, typed) =>
  optional('cache-dir', typed.cacheFolder ?? argument('cache-dir') ?? argument('token-cache-dir'));
const redirectUrl: ArgumentRule = ({ argument }, typed) =>
  optional('redirect-url', typed.redirectUrl ?? argument('redirect-url'));
const loginHint: ArgumentRule = ({ argument }, typed) =>
  optional('login-hint', typed.loginHint ?? argument('login-hint'));
/** Claims of the kubeconfig that are not enabled: kubelogin refuses them where it sees nothing of their switch. */
const pop: ArgumentRule = ({ argument, hasSwitch, hasOwnSpelling, isOff }, typed) => {
  const isEnabled = typed.isPopEnabled ?? hasSwitch('pop-enabled');
  const isDropped =
    !isEnabled && (typed.isPopEnabled === false || isOff('pop-enabled') || !hasOwnSpelling('pop-claims'));
  const claims = typed.popClaims ?? (isDropped ? undefined : argument('pop-claims'));
  assertBothOrNone(isEnabled, claims);
  return claims ? ['--pop-enabled', '--pop-claims', claims] : [];
};
/** What is typed for a mode without proof of possession is dropped, but half of it is told, as by kubelogin. */
const typedPopOnly: ArgumentRule = (_, typed) => {
  assertBothOrNone(typed.isPopEnabled === true, typed.popClaims);
  return [];
};
const disableEnvironmentOverride: ArgumentRule = (_, typed) =>
  typed.disablesEnvironmentOverride === true ? ['--disable-environment-override'] : [];
const msiIdentity: ArgumentRule = (_, typed) =>
  typed.clientId === undefined
    ? ifTyped('identity-resource-id', typed.identityResourceId)
    : ['--client-id', typed.clientId];

const typedClientId: ArgumentRule = (_, typed) => ifTyped('client-id', typed.clientId);
const typedTenantId: ArgumentRule = (_, typed) => ifTyped('tenant-id', typed.tenantId);
const clientSecret: ArgumentRule = (_, typed) => ifTyped('client-secret', typed.clientSecret);
const clientCertificate: ArgumentRule = (_, typed) => ifTyped('client-certificate', typed.clientCertificate);
const clientCertificatePassword: ArgumentRule = (_, typed) =>
  ifTyped('client-certificate-password', typed.clientCertificatePassword);
const username: ArgumentRule = (_, typed) => ifTyped('username', typed.username);
const password: ArgumentRule = (_, typed) => ifTyped('password', typed.password);
const subscription: ArgumentRule = (_, typed) => ifTyped('subscription', typed.subscription);
const authorityHost: ArgumentRule = (_, typed) => ifTyped('authority-host', typed.authorityHost);
const federatedTokenFile: ArgumentRule = (_, typed) => ifTyped('federated-token-file', typed.federatedTokenFile);
const serviceConnectionId: ArgumentRule = (_, typed) =>
  ifTyped('azure-pipelines-service-connection-id', typed.azurePipelinesServiceConnectionId);

/**
 * The arguments behind `get-token --login <mode> --server-id <id> [--cache-dir <folder>]`, in kubelogin's order (its
 * `convert-kubeconfig`, 0.2.19). Those that are only written when typed are never carried over: no secret is.
 */
const rulesOfMode: Readonly<Record<LoginMode, readonly ArgumentRule[]>> = {
  devicecode: [clientId, tenantId, environment, legacy],
  interactive: [clientId, tenantId, environment, pop, redirectUrl, loginHint],
  spn: [
    ...[clientId, tenantId, environment, clientSecret, clientCertificate, clientCertificatePassword],
    ...[legacy, pop, disableEnvironmentOverride],
  ],
  ropc: [clientId, tenantId, environment, username, password, legacy, pop],
  msi: [msiIdentity],
  azurecli: [typedTenantId, subscription],
  azd: [typedTenantId],
  workloadidentity: [typedClientId, typedTenantId, authorityHost, federatedTokenFile],
  azurepipelines: [tenantId, serviceConnectionId],
};

/**
 * kubelogin's arguments for a login mode: what was typed, else what the user says already.
 *
 * @throws AksEntraError credentialNotConvertible, in kubelogin's words
 */
export function loginArguments(mode: LoginMode, source: LoginSource, typed: LoginOptions): string[] {
  const ofMode = rulesOfMode[mode];
  const rules = [serverId, cacheFolder, ...ofMode, ...(ofMode.includes(pop) ? [] : [typedPopOnly])];
  return ['get-token', '--login', mode, ...rules.flatMap((rule) => rule(source, typed))];
}

function assertBothOrNone(isEnabled: boolean, claims: string | undefined): void {
  if (isEnabled && !claims) {
    throw notConvertible(l10n`--pop-claims is required when specifying --pop-enabled`);
  }
  if (!isEnabled && claims) {
    throw notConvertible(l10n`--pop-enabled is required when specifying --pop-claims`);
  }
}

function required(name: string, value: string | undefined): readonly string[] {
  if (!value) {
    throw notConvertible(l10n`--${name} is required`);
  }
  return [`--${name}`, value];
}

function optional(name: string, value: string | undefined): readonly string[] {
  return value ? [`--${name}`, value] : [];
}

function ifTyped(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`--${name}`, value];
}

function notConvertible(message: string): AksEntraError {
  return new AksEntraError('credentialNotConvertible', message);
}
