import { AksEntraError } from '../aksEntraError.ts';
import { authorityHostOf as authorityHostOfCloud } from '../azure/kubeloginClouds.ts';
import { clusterScope } from '../entra/scopes.ts';
import { l10n } from '../l10n.ts';
import type { LoginMode } from '../login/loginModeNames.ts';
import { assertLoginOptions } from '../login/loginOptions.ts';
import { entraProof } from './entraProof.ts';
import type { EntraProof, EntraTokenRequest } from './entraTokenRequest.ts';
import { type GetTokenOptions, lookUpOptions, type OptionLookup, type Variables } from './getTokenOptions.ts';
import { parseDuration } from './parseDuration.ts';

/** kubelogin's own limit. */
const machineTimeoutMs = 60_000;
/** A person has to find the browser, and perhaps a phone. */
const personTimeoutMs = 5 * 60_000;

/**
 * What `get-token` asks Entra for: kubelogin's options and variables as one request.
 *
 * @throws AksEntraError pluginArgumentsInvalid, credentialNotConvertible (authority host); no message repeats a secret
 */
export function tokenRequest(mode: LoginMode, options: GetTokenOptions, environment: Variables): EntraTokenRequest {
  const lookup = lookUpOptions(options, environment);
  const proof = entraProof(mode, lookup, options);
  return {
    proof,
    scope: scopeOf(options),
    authorityHost: authorityHostOf(mode, options, lookup),
    skipsInstanceDiscovery: options.disablesInstanceDiscovery === true,
    timeoutMs: timeoutOf(proof, lookup),
  };
}

/** kubelogin's `GetScope`; a legacy cluster's API server wants the audience that Entra's first endpoint wrote. */
function scopeOf({ serverId, isLegacy }: GetTokenOptions): string {
  const id = (serverId ?? '').replace(/\/+$/, '').replace(/\/\.default$/, '');
  if (id === '') {
    throw invalid(l10n`--server-id is required`);
  }
  // It becomes an argument of az.
  if (!/^[0-9a-z][\w.:/-]*$/i.test(id)) {
    throw invalid(l10n`--server-id is neither an application ID nor its URI`);
  }
  return clusterScope(isLegacy === true && !/^spn:/i.test(id) ? `spn:${id}` : id);
}

function authorityHostOf(mode: LoginMode, options: GetTokenOptions, lookup: OptionLookup): string {
  const environment = options.environment ?? 'AzurePublicCloud';
  const ofCloud = authorityHostOfCloud(environment);
  if (ofCloud === undefined) {
    throw invalid(
      l10n`--environment is not AzurePublicCloud, AzureUSGovernmentCloud or AzureChinaCloud (or AzureCloud, AzurePublic, AzureUSGovernment)`,
    );
  }
  const isTyped = options.authorityHost !== undefined || options.environment !== undefined;
  const fromVariable = isTyped || mode !== 'workloadidentity' ? undefined : lookup.variable('AZURE_AUTHORITY_HOST');
  const authorityHost = fromVariable ?? lookup.typed('authorityHost');
  assertLoginOptions(authorityHost === undefined ? {} : { authorityHost });
  return authorityHost ?? ofCloud;
}

function timeoutOf(proof: EntraProof, lookup: OptionLookup): number {
  const typed = lookup.typed('timeout');
  if (typed !== undefined) {
    const timeoutMs = parseDuration(typed);
    if (timeoutMs === undefined) {
      throw invalid(l10n`--timeout is not a duration (like 30s or 1m30s) above zero`);
    }
    return timeoutMs;
  }
  const needsPerson = proof.kind === 'deviceCode' || proof.kind === 'browser';
  const fromVariable = parseDuration(lookup.variable('AZURE_CLI_TIMEOUT') ?? '');
  return fromVariable ?? (needsPerson ? personTimeoutMs : machineTimeoutMs);
}

function invalid(message: string): AksEntraError {
  return new AksEntraError('pluginArgumentsInvalid', message);
}
