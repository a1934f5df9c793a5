import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { AccessTokenClaims, Directory, TokenVerifier } from '../ports.ts';
import type { SimulatedCluster } from '../scenario.ts';
import { staticTokenOf } from './staticToken.ts';

/** Who the API server thinks is calling. */
export interface Identity {
  readonly userName: string;
  /** Without `system:authenticated`, which everyone has. */
  readonly groups: readonly string[];
  /** Set for Entra identities only: Azure RBAC asks about nobody else. */
  readonly objectId?: string;
  /** Of somebody who is impersonated. */
  readonly uid?: string;
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

export interface AuthenticationOptions {
  readonly cluster: SimulatedCluster;
  readonly directory: Directory;
  readonly tokens: TokenVerifier;
  readonly now: () => number;
}

/** Why nobody was recognised: for the recorder. The client only ever reads "Unauthorized". */
export interface Refusal {
  readonly refusal: string;
}

/** The AKS server app, whose id every managed cluster's tokens are for, in all clouds. */
export const aksServerAppId = '6dae42f8-4368-4678-94ff-3960e28e3630';

/** AKS gives local accounts this name and group, in certificates and with the static token alike. */
export const localAdministrator = { userName: 'masterclient', groups: ['system:masters'] };

/** The certificate first, then the bearer token: kube-apiserver's order; one that fails does not spoil the other. */
export async function authenticate(
  request: IncomingMessage,
  options: AuthenticationOptions,
): Promise<Identity | Refusal> {
  const byCertificate = authenticateCertificate(request, options.cluster);
  if (byCertificate !== undefined && 'userName' in byCertificate) {
    return byCertificate;
  }
  const token = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) {
    return byCertificate ?? { refusal: 'no credential' };
  }
  return authenticateToken(token, options);
}

function authenticateCertificate(request: IncomingMessage, cluster: SimulatedCluster): Identity | Refusal | undefined {
  if (!(request.socket instanceof TLSSocket)) {
    return undefined;
  }
  // Without a certificate Node answers an empty object, whatever the types say.
  const subject = (request.socket.getPeerCertificate() as { subject?: Record<string, string | string[] | undefined> })
    .subject;
  if (subject === undefined) {
    return undefined;
  }
  if (!request.socket.authorized) {
    return { refusal: 'client certificate of another authority' };
  }
  if (hasLocalAccountsDisabled(cluster)) {
    return { refusal: 'client certificate, but local accounts are disabled' };
  }
  const [userName] = [subject['CN']].flat();
  if (userName === undefined) {
    return { refusal: 'client certificate without a common name' };
  }
  return { userName, groups: [subject['O']].flat().filter((group) => group !== undefined) };
}

/** Who a bearer token is, for the API server and for whatever runs inside the cluster in somebody's name. */
export async function authenticateToken(token: string, options: AuthenticationOptions): Promise<Identity | Refusal> {
  const { cluster, directory, tokens, now } = options;
  if (token === staticTokenOf(cluster)) {
    return hasLocalAccountsDisabled(cluster)
      ? { refusal: 'static token, but local accounts are disabled' }
      : localAdministrator;
  }
  const expected = expectedToken(cluster, directory);
  if (expected === undefined) {
    return { refusal: 'bearer token on a cluster without Entra' };
  }
  let claims: AccessTokenClaims;
  try {
    claims = await tokens.verify(token);
  } catch (error) {
    return { refusal: `bearer token: ${error instanceof Error ? error.message : 'not verified'}` };
  }
  if (claims.iss !== expected.issuer) {
    return { refusal: `token issuer ${claims.iss}, not ${expected.issuer}` };
  }
  if (claims.aud !== expected.audience) {
    return { refusal: `token audience ${claims.aud}, not ${expected.audience}` };
  }
  if (claims.exp * 1000 <= now()) {
    return { refusal: 'bearer token: expired' };
  }
  if (claims.upn === undefined && claims.idtyp === 'app' && isTooMany(claims)) {
    // Guard resolves the overage of people only.
    return { refusal: 'service principal in more than 200 groups' };
  }
  return {
    userName: claims.upn ?? claims.oid,
    groups: claims.groups ?? (isTooMany(claims) ? directory.groupsOf(claims.oid) : []),
    objectId: claims.oid,
  };
}

/** Whether the token points to the directory in place of naming groups. */
function isTooMany(claims: AccessTokenClaims): boolean {
  return claims._claim_names?.groups !== undefined;
}

/** The v1 tokens of Entra: `aud` is the bare id of the AKS server app, or `spn:` and the cluster's own app if legacy. */
function expectedToken(
  cluster: SimulatedCluster,
  directory: Directory,
): { readonly issuer: string; readonly audience: string } | undefined {
  const profile = cluster.arm.properties.aadProfile;
  if (profile === undefined || profile === null) {
    return undefined;
  }
  const subscription = directory.scenario.subscriptions.find((one) => one.subscriptionId === cluster.subscriptionId);
  const tenantId = profile.tenantID ?? subscription?.tenantId;
  if (tenantId === undefined) {
    return undefined;
  }
  const isLegacy = profile.managed !== true && profile.serverAppID !== undefined;
  return {
    issuer: `https://sts.windows.net/${tenantId}/`,
    audience: isLegacy ? `spn:${profile.serverAppID}` : aksServerAppId,
  };
}

function hasLocalAccountsDisabled(cluster: SimulatedCluster): boolean {
  return cluster.arm.properties.disableLocalAccounts === true;
}
