import type { LiveDirectory } from '../directory.ts';
import type { Tenant } from '../scenario.ts';
import { EntraError } from './entraErrors.ts';
import {
  aksServerAppId,
  armAudiences,
  azureCliClientId,
  graphAudiences,
  wellKnownClients,
  type ResourceKind,
} from './wellKnownApps.ts';

export interface RequestedResource {
  readonly kind: ResourceKind;
  /** The `aud` of the access token. */
  readonly audience: string;
  /** The `scp` of the access token. */
  readonly permission: string;
  /** The `scope` of the token answer: MSAL files the token in its cache under it. */
  readonly grantedScope: string;
  readonly wantsRefreshToken: boolean;
  readonly wantsIdToken: boolean;
}

const oidcScopes: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

/**
 * One resource per token request: the scopes that are not OpenID's share a prefix that names it.
 *
 * @throws EntraError 28000 for several resources, 500011 for an unknown one, 70011 for a scope that is none.
 */
export function requestedResource(
  directory: LiveDirectory,
  tenant: Tenant,
  scope: string,
  clientId: string,
): RequestedResource {
  const scopes = scope.split(/\s+/).filter((one) => one !== '');
  const resourceScopes = scopesOfResource(scope);
  const identifiers = new Set(resourceScopes.map(identifierOf));
  if (identifiers.size > 1) {
    throw new EntraError(28000, [scope]);
  }
  const [identifier = 'https://graph.microsoft.com'] = identifiers;
  const { kind, audience, permission } = resourceNamed(directory, tenant, identifier, clientId);
  const granted = [...scopes.filter((one) => oidcScopes.has(one) && one !== 'offline_access'), ...resourceScopes];
  const defaultScope = resourceScopes.some((one) => one.endsWith('/.default'));
  return {
    kind,
    audience,
    permission,
    grantedScope: [...granted, ...(defaultScope ? [`${identifier}/${permission}`] : [])].join(' '),
    wantsRefreshToken: scopes.includes('offline_access'),
    wantsIdToken: scopes.includes('openid'),
  };
}

/** The scopes that are not OpenID's. */
export function scopesOfResource(scope: string): readonly string[] {
  return scope.split(/\s+/).filter((one) => one !== '' && !oidcScopes.has(one));
}

/** `https://management.azure.com//.default` names `https://management.azure.com/`: only the last `/` separates. */
function identifierOf(scope: string): string {
  const separator = scope.lastIndexOf('/');
  if (separator < 0) {
    return 'https://graph.microsoft.com';
  }
  if (separator === 0 || separator === scope.length - 1) {
    throw new EntraError(70011, [scope]);
  }
  return scope.slice(0, separator);
}

function resourceNamed(
  directory: LiveDirectory,
  tenant: Tenant,
  identifier: string,
  clientId: string,
): { kind: ResourceKind; audience: string; permission: string } {
  const wanted = identifier.toLowerCase();
  if (armAudiences.includes(wanted)) {
    // Tokens for the classic name carry the trailing slash, however they were asked for.
    const audience = wanted.includes('core.windows.net') ? 'https://management.core.windows.net/' : wanted;
    return { kind: 'arm', audience, permission: 'user_impersonation' };
  }
  if (graphAudiences.includes(wanted)) {
    return { kind: 'graph', audience: 'https://graph.microsoft.com', permission: graphPermissions(tenant, clientId) };
  }
  if (wanted === aksServerAppId || wanted === `spn:${aksServerAppId}`) {
    return { kind: 'aks', audience: wanted, permission: 'user.read' };
  }
  const legacyServers = directory.scenario.clusters
    .map((cluster) => cluster.arm.properties.aadProfile)
    .filter((profile) => profile?.tenantID === tenant.tenantId)
    .flatMap((profile) => profile?.serverAppID?.toLowerCase() ?? []);
  if (legacyServers.includes(wanted.replace(/^spn:/, ''))) {
    return { kind: 'legacyAks', audience: wanted, permission: 'user_impersonation' };
  }
  throw new EntraError(500011, [identifier, tenant.displayName]);
}

/** The Azure CLI's are the same in every tenant (its tokens, as many issues quote them); VS Code's are the tenant's. */
function graphPermissions(tenant: Tenant, clientId: string): string {
  return clientId === azureCliClientId
    ? 'AuditLog.Read.All Directory.AccessAsUser.All Group.ReadWrite.All User.ReadWrite.All'
    : (tenant.graphPermissions ?? 'Group.Read.All User.Read');
}

/**
 * Whether this client may have this person's token for that resource without asking anyone.
 *
 * @throws EntraError 700016 for an unknown client, 65001 where consent is missing, 65002 for an unwelcome first-party pair.
 */
export function requireConsent(
  directory: LiveDirectory,
  tenant: Tenant,
  clientId: string,
  resource: RequestedResource,
): void {
  if (resource.kind === 'graph' && tenant.graphAccess === 'noConsent' && resource.grantedScope.includes('/')) {
    throw new EntraError(65001, [clientId, clientName(directory, tenant, clientId)]);
  }
  const wellKnown = wellKnownClients[clientId];
  if (wellKnown) {
    if (wellKnown.preauthorizedFor.includes(resource.kind) || !resource.grantedScope.includes('/')) {
      return;
    }
    throw new EntraError(resource.kind === 'legacyAks' ? 65001 : 65002, [clientId, resource.audience]);
  }
  clientName(directory, tenant, clientId);
}

/** @throws EntraError 700016 */
export function clientName(directory: LiveDirectory, tenant: Tenant, clientId: string): string {
  const app = directory.scenario.apps.find((one) => one.clientId === clientId && one.tenantId === tenant.tenantId);
  const isLegacyClient = directory.scenario.clusters.some((cluster) => {
    const profile = cluster.arm.properties.aadProfile;
    return profile?.clientAppID === clientId && profile.tenantID === tenant.tenantId;
  });
  const name =
    wellKnownClients[clientId]?.name ?? app?.displayName ?? (isLegacyClient ? 'legacy AKS client' : undefined);
  if (name === undefined) {
    throw new EntraError(700016, [clientId, tenant.displayName]);
  }
  return name;
}
