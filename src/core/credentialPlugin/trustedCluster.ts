import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import type { ExecCluster } from './execInfo.ts';
import type { PluginRequest } from '../login/pluginArguments.ts';

/**
 * A cluster that the user set up with us, and whose token may go there. One Entra token for AKS opens every AKS cluster
 * of its tenant, so it goes to no other server, and past no other proxy or certificate, than was set up.
 */
export interface TrustedCluster extends ExecCluster {
  readonly tenantId: string;
  readonly environment: string;
  readonly accountId: string;
  /** The cluster's ARM id, where it is known. */
  readonly clusterId?: string;
}

/** The clusters that the user set up, shared by all VS Code windows and the plugin. */
export interface TrustedClusterStore {
  /** Empty where there is none yet; rejects where the list cannot be read or is not the user's alone. */
  read(): Promise<readonly TrustedCluster[]>;
  /**
   * Adds clusters, each in place of the one that is reached in the same way with the same account and tenant.
   *
   * @returns those that were not there before
   */
  add(clusters: readonly TrustedCluster[]): Promise<readonly TrustedCluster[]>;
  remove(clusters: readonly TrustedCluster[]): Promise<void>;
}

/**
 * The cluster of the list that kubectl is about to send the token to.
 *
 * @throws AksEntraError clusterNotTrusted, with what differs
 */
export function findTrustedCluster(
  trusted: readonly TrustedCluster[],
  cluster: ExecCluster | undefined,
  request: Pick<PluginRequest, 'tenantId' | 'environment' | 'accountId'>,
): TrustedCluster {
  if (cluster === undefined) {
    throw notTrusted(
      l10n`kubectl did not say which cluster the token is for; the kubeconfig user needs provideClusterInfo: true`,
    );
  }
  const sameServer = trusted.filter((candidate) => isSameUrl(candidate.server, cluster.server));
  if (sameServer.length === 0) {
    throw notTrusted(l10n`its server is none that you set up with AKS Entra`);
  }
  const sameAccess = sameServer.filter(
    (candidate) =>
      candidate.tenantId.toLowerCase() === request.tenantId.toLowerCase() &&
      candidate.environment === request.environment &&
      candidate.accountId === request.accountId,
  );
  if (sameAccess.length === 0) {
    throw notTrusted(l10n`it was set up with another account, tenant or cloud`);
  }
  const found = sameAccess.find((candidate) => differenceOf(candidate, cluster) === undefined);
  if (found !== undefined) {
    return found;
  }
  const [first] = sameAccess;
  throw notTrusted(l10n`its ${(first && differenceOf(first, cluster)) ?? 'server'} is not the one that you set up`);
}

/** True where both stand for the same access to the same cluster. */
export function isSameTrustedCluster(one: TrustedCluster, other: TrustedCluster): boolean {
  return (
    isSameUrl(one.server, other.server) &&
    one.tenantId.toLowerCase() === other.tenantId.toLowerCase() &&
    one.environment === other.environment &&
    one.accountId === other.accountId &&
    differenceOf(one, other) === undefined
  );
}

function differenceOf(trusted: ExecCluster, cluster: ExecCluster): string | undefined {
  if (authorityOf(trusted) !== authorityOf(cluster)) {
    return l10n`certificate authority`;
  }
  if ((trusted.tlsServerName ?? '') !== (cluster.tlsServerName ?? '')) {
    return l10n`TLS server name`;
  }
  if (trusted.skipsTlsVerify !== cluster.skipsTlsVerify) {
    return l10n`TLS verification`;
  }
  const isSameProxy =
    trusted.proxyUrl === undefined || cluster.proxyUrl === undefined
      ? trusted.proxyUrl === cluster.proxyUrl
      : isSameUrl(trusted.proxyUrl, cluster.proxyUrl);
  return isSameProxy ? undefined : 'proxy';
}

/** Base64 may be broken into lines. */
function authorityOf({ certificateAuthorityData }: ExecCluster): string {
  return (certificateAuthorityData ?? '').replaceAll(/\s/g, '');
}

/**
 * kubectl parses addresses with Go's rules, browsers and Node with others: what they read differently could pass for
 * a trusted server here and be another one there. So only a plain address may be spelled in two ways.
 */
function isSameUrl(one: string, other: string): boolean {
  return one === other || (plainUrl.test(one) && plainUrl.test(other) && spelledAlike(one) === spelledAlike(other));
}

const plainUrl = /^https?:\/\/[a-z0-9.-]+(:[1-9]\d*)?\/?$/i;

/** In lower case, without the default port and a closing slash. */
function spelledAlike(url: string): string {
  const address = url.toLowerCase().replace(/\/$/, '');
  return address.replace(address.startsWith('https:') ? /:443$/ : /:80$/, '');
}

function notTrusted(reason: string): AksEntraError {
  return new AksEntraError(
    'clusterNotTrusted',
    l10n`AKS Entra gives out no token for this cluster: ${reason}. ` +
      l10n`If you trust it, run "AKS Entra: Use VS Code Sign-in for Existing Contexts…" in VS Code.`,
  );
}
