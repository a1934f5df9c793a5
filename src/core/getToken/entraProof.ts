import { AksEntraError } from '../aksEntraError.ts';
import { aksClientAppId, aksServerAppId } from '../entra/scopes.ts';
import { l10n } from '../l10n.ts';
import type { LoginMode } from '../login/loginModeNames.ts';
import type { EntraProof } from './entraTokenRequest.ts';
import type { GetTokenOptions, OptionLookup } from './getTokenOptions.ts';

type ProofRule = (lookup: OptionLookup, options: GetTokenOptions) => EntraProof;

/** Arguments of `az`, and parts of an address: nothing in them may be read as something else. */
const tenantPattern = /^[0-9a-z][0-9a-z.-]*$/i;
const subscriptionPattern = /^[0-9a-z_.][0-9a-z_. -]*$/i;

const servicePrincipal: ProofRule = (lookup, options) => {
  const identity = { tenantId: tenantIdOf(lookup), clientId: clientIdOf(lookup) };
  // A typed secret stands against a certificate that is only in a variable; else the certificate wins, as in kubelogin.
  const certificateFile =
    options.clientSecret === undefined ? lookup.option('clientCertificate') : lookup.typed('clientCertificate');
  if (certificateFile !== undefined) {
    const password = lookup.option('clientCertificatePassword');
    return {
      kind: 'clientCertificate',
      ...identity,
      certificateFile,
      ...(password === undefined ? {} : { password }),
    };
  }
  const clientSecret = lookup.option('clientSecret');
  if (clientSecret === undefined) {
    throw invalid(l10n`--client-secret or --client-certificate is required (or their variables; see --help)`);
  }
  return { kind: 'clientSecret', ...identity, clientSecret };
};

const workloadIdentity: ProofRule = (lookup, options) => {
  const identity = {
    tenantId: tenantIdOf(lookup),
    clientId:
      options.clientId === undefined ? (lookup.variable('AZURE_CLIENT_ID') ?? clientIdOf(lookup)) : clientIdOf(lookup),
  };
  const requestUrl = lookup.variable('ACTIONS_ID_TOKEN_REQUEST_URL');
  const requestToken = lookup.variable('ACTIONS_ID_TOKEN_REQUEST_TOKEN');
  if (options.federatedTokenFile === undefined && requestUrl !== undefined && requestToken !== undefined) {
    return { kind: 'gitHubActions', ...identity, requestUrl, requestToken };
  }
  const tokenFile =
    options.federatedTokenFile === undefined
      ? lookup.variable('AZURE_FEDERATED_TOKEN_FILE')
      : lookup.typed('federatedTokenFile');
  if (tokenFile === undefined) {
    throw invalid(l10n`--federated-token-file is required (or AZURE_FEDERATED_TOKEN_FILE)`);
  }
  return { kind: 'federatedToken', ...identity, tokenFile };
};

const managedIdentity: ProofRule = (lookup) => {
  const resourceId = lookup.typed('identityResourceId');
  const clientId = resourceId === undefined ? lookup.option('clientId') : lookup.typed('clientId');
  if (clientId !== undefined) {
    return { kind: 'managedIdentity', clientId };
  }
  return { kind: 'managedIdentity', ...(resourceId === undefined ? {} : { resourceId }) };
};

const azureCli: ProofRule = (lookup) => {
  const tenantId = lookup.option('tenantId');
  if (tenantId !== undefined && !tenantPattern.test(tenantId)) {
    throw invalidTenant();
  }
  const subscription = lookup.typed('subscription');
  if (subscription !== undefined && !subscriptionPattern.test(subscription)) {
    throw invalid(l10n`--subscription is neither an ID nor a name made of letters, digits, ".", "_", "-" and spaces`);
  }
  return {
    kind: 'azureCli',
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(subscription === undefined ? {} : { subscription }),
  };
};

const deviceCode: ProofRule = (lookup, options) => ({
  kind: 'deviceCode',
  tenantId: tenantIdOf(lookup),
  clientId: clientIdOfPerson(lookup, options),
});

/** Entra takes a sign-in back to any port of http://localhost; the library chooses one, and nothing else. */
const anyLocalPort = /^http:\/\/localhost(?::\d+)?\/?$/i;

const browser: ProofRule = (lookup, options) => {
  const redirectUrl = lookup.typed('redirectUrl');
  if (redirectUrl !== undefined && !anyLocalPort.test(redirectUrl)) {
    throw invalid(
      l10n`a --redirect-url other than http://localhost needs kubelogin; use it as the command in the kubeconfig`,
    );
  }
  const loginHint = lookup.typed('loginHint');
  return {
    kind: 'browser',
    tenantId: tenantIdOf(lookup),
    clientId: clientIdOfPerson(lookup, options),
    ...(loginHint === undefined ? {} : { loginHint }),
  };
};

const azureDeveloperCli: ProofRule = (lookup) => {
  const tenantId = lookup.option('tenantId');
  if (tenantId !== undefined && !tenantPattern.test(tenantId)) {
    throw invalidTenant();
  }
  return { kind: 'azureDeveloperCli', ...(tenantId === undefined ? {} : { tenantId }) };
};

/** https://learn.microsoft.com/azure/devops/pipelines/build/variables: the job must hand the token on by itself. */
const azurePipelines: ProofRule = (lookup, options) => {
  const typed = lookup.typed('azurePipelinesServiceConnectionId');
  const serviceConnectionId = typed ?? lookup.variable('AZURESUBSCRIPTION_SERVICE_CONNECTION_ID');
  if (serviceConnectionId === undefined || !/^[0-9a-z-]+$/i.test(serviceConnectionId)) {
    throw invalid(l10n`--azure-pipelines-service-connection-id is required: the ID of a service connection`);
  }
  const systemAccessToken = lookup.variable('SYSTEM_ACCESSTOKEN');
  if (systemAccessToken === undefined) {
    throw invalid(
      l10n`the variable SYSTEM_ACCESSTOKEN is not set; give the step of the pipeline "env: SYSTEM_ACCESSTOKEN: $(System.AccessToken)"`,
    );
  }
  const requestUri = lookup.variable('SYSTEM_OIDCREQUESTURI');
  if (requestUri === undefined || !/^https:\/\//i.test(requestUri)) {
    throw invalid(
      l10n`the variable SYSTEM_OIDCREQUESTURI is not an https address; the login mode azurepipelines works in a job of Azure Pipelines only`,
    );
  }
  // Client and tenant of the task's own connection belong to it, and to no other that was typed.
  const ofConnection = (name: 'clientId' | 'tenantId', variable: string): string | undefined =>
    options[name] === undefined && typed === undefined ? lookup.variable(variable) : undefined;
  return {
    kind: 'azurePipelines',
    tenantId: checkedTenantId(ofConnection('tenantId', 'AZURESUBSCRIPTION_TENANT_ID') ?? tenantIdOf(lookup)),
    clientId: ofConnection('clientId', 'AZURESUBSCRIPTION_CLIENT_ID') ?? clientIdOf(lookup),
    serviceConnectionId,
    systemAccessToken,
  };
};

const usernamePassword: ProofRule = (lookup, options) => {
  const username = lookup.option('username');
  const password = lookup.option('password');
  if (username === undefined || password === undefined) {
    throw invalid(l10n`--username and --password are required (or AZURE_USERNAME and AZURE_PASSWORD)`);
  }
  return {
    kind: 'usernamePassword',
    tenantId: tenantIdOf(lookup),
    clientId: clientIdOfPerson(lookup, options),
    username,
    password,
  };
};

const ruleOfMode: Readonly<Record<LoginMode, ProofRule>> = {
  devicecode: deviceCode,
  interactive: browser,
  spn: servicePrincipal,
  msi: managedIdentity,
  azurecli: azureCli,
  workloadidentity: workloadIdentity,
  ropc: usernamePassword,
  azd: azureDeveloperCli,
  azurepipelines: azurePipelines,
};

/**
 * How a mode of kubelogin's get-token signs in, with kubelogin's rules about which option belongs to it.
 *
 * @throws AksEntraError pluginArgumentsInvalid; no message repeats a secret
 */
export function entraProof(mode: LoginMode, lookup: OptionLookup, options: GetTokenOptions): EntraProof {
  if (options.isPopEnabled === true || lookup.typed('popClaims') !== undefined) {
    throw invalid(
      l10n`proof-of-possession tokens (--pop-enabled) need kubelogin; use it as the command in the kubeconfig`,
    );
  }
  return ruleOfMode[mode](lookup, options);
}

function tenantIdOf(lookup: OptionLookup): string {
  const tenantId = lookup.option('tenantId');
  if (tenantId === undefined) {
    throw invalid(l10n`--tenant-id is required (or AZURE_TENANT_ID)`);
  }
  return checkedTenantId(tenantId);
}

function checkedTenantId(tenantId: string): string {
  if (!tenantPattern.test(tenantId)) {
    throw invalidTenant();
  }
  return tenantId;
}

function clientIdOf(lookup: OptionLookup): string {
  const clientId = lookup.option('clientId');
  if (clientId === undefined) {
    throw invalid(l10n`--client-id is required (or AZURE_CLIENT_ID)`);
  }
  return clientId;
}

/** AKS has an application that people sign in with, the same everywhere. */
function clientIdOfPerson(lookup: OptionLookup, { serverId, clientId }: GetTokenOptions): string {
  const isAks = serverId?.toLowerCase() === aksServerAppId;
  return clientId === undefined && isAks ? (lookup.option('clientId') ?? aksClientAppId) : clientIdOf(lookup);
}

function invalidTenant(): AksEntraError {
  return invalid(l10n`--tenant-id is neither a GUID nor a domain`);
}

function invalid(message: string): AksEntraError {
  return new AksEntraError('pluginArgumentsInvalid', message);
}
