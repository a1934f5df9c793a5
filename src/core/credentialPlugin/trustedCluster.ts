import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { contextKeyRefusal } from '../login/contextKey.ts';
import { isLoopback } from '../kubeconfig/tunnelAddress.ts';
import type { PluginRequest } from '../login/pluginArguments.ts';
import { isSameUrl } from './clusterUrl.ts';
import type { ExecCluster } from './execInfo.ts';
import { areTunnelsToSame, authorityOf, isSameServer, isTunnelTo, type NamedCluster, tlsNameOf } from './tunnel.ts';

/** Which account's tokens, and of which tenant. */
export type PluginAccess = Pick<PluginRequest, 'tenantId' | 'environment' | 'accountId'>;

/** One way to one cluster: through this proxy, past this certificate, with this account in this tenant. */
export interface ClusterAccess extends NamedCluster {
  readonly tenantId: string;
  readonly environment: string;
  readonly accountId: string;
  /** The cluster's ARM id, where it is known. */
  readonly clusterId?: string;
}

/**
 * A cluster that the user set up with us, and whose token may go there. One Entra token for AKS opens every AKS cluster
 * of its tenant, so it goes to no other server, and past no other proxy or certificate, than was set up; and it goes to
 * nobody who does not know the key, whatever he says of the cluster.
 */
export interface TrustedCluster extends ClusterAccess {
  /** As `isContextKey`. A secret: all contexts of ours that lead to this cluster have it, in their user's environment. */
  readonly key: string;
  /** Only where the user allowed it: tokens for programs that do not name their cluster, too. */
  readonly consent?: ProgramConsent | undefined;
}

/**
 * That programs which name no cluster get tokens of an entry (`isSameEntry`), as the user allowed. It is never brought
 * back by an undo, and never taken out of a kubeconfig.
 */
export interface ProgramConsent {
  /** Absolute paths of the kubeconfigs in which contexts led to the entry; what they say is looked at for each token. */
  readonly kubeconfigs: readonly string[];
}

/** The clusters that the user set up, shared by all VS Code windows and the plugin. */
export interface TrustedClusterStore {
  /**
   * Empty where there is none yet, or one of an older version, which knew no keys; rejects where the list cannot be read
   * or is not the user's alone.
   */
  read(): Promise<readonly TrustedCluster[]>;
  /** Gives the clusters of a list of an older version keys. They get no token before their contexts have them too. */
  upgrade(): Promise<void>;
  /**
   * Adds clusters, each in place of the one that is reached in the same way with the same account and tenant. Where the
   * same cluster is there with another key, that one stays, and so does its consent; one that comes along is dropped.
   * The other name of its API server stays where none comes along.
   *
   * @returns those that were not there before, as they are now
   */
  add(clusters: readonly TrustedCluster[]): Promise<readonly TrustedCluster[]>;
  remove(clusters: readonly ClusterAccess[]): Promise<void>;
  /** Gives all entries that have a key another one. */
  replaceKey(former: string, key: string): Promise<void>;
  /** Allows programs that name no cluster the entries of a key, or with undefined takes that back. */
  setConsent(key: string, consent: ProgramConsent | undefined): Promise<void>;
}

/**
 * The entries of a key. This comes before everything else: who has no key that is right learns nothing more.
 *
 * @param key as it came, from whoever wrote the kubeconfig; empty for none
 * @throws AksEntraError contextKeyWrong
 */
export function entriesOfKey(trusted: readonly TrustedCluster[], key: string): readonly TrustedCluster[] {
  // Every one is compared, so that the time tells nothing.
  const entries = trusted.filter((candidate) => isSameKey(candidate.key, key));
  if (entries.length === 0) {
    throw contextKeyWrong();
  }
  return entries;
}

/**
 * The cluster that the token is about to go to.
 *
 * @param ofKey as `entriesOfKey`
 * @param cluster what the program that wants the token says of it
 * @throws AksEntraError contextKeyWrong, with the same words for a foreign key as for one that is unknown or missing;
 *   clusterNotTrusted, with what differs
 */
export function findTrustedCluster(
  ofKey: readonly TrustedCluster[],
  cluster: ExecCluster,
  request: PluginAccess,
): TrustedCluster {
  const ofServer = ofKey.filter((candidate) => isMeant(candidate, cluster) && isSameAccount(candidate, request));
  const [first] = ofServer;
  if (first === undefined) {
    // Whether it is the key of another cluster or account, or the cluster is none of ours, is nobody's business.
    throw contextKeyWrong();
  }
  const found = accessOf(ofServer, cluster);
  if (found !== undefined) {
    return found;
  }
  // What a tunnel that is one to nobody lacks is the name.
  const difference = differenceOf(first, { ...cluster, server: first.server }) ?? l10n`TLS server name`;
  throw notTrusted(l10n`its ${difference} is not the one that you set up`);
}

/**
 * That one of some entries which a cluster, as a program or a kubeconfig describes it, counts as; undefined for none.
 *
 * @param candidates of one account
 */
export function accessOf(candidates: readonly TrustedCluster[], cluster: ExecCluster): TrustedCluster | undefined {
  return candidates.find((candidate) => leadsTo(candidate, cluster));
}

/** Of the entries of a key, those of the account, the tenant and the cloud that a program asks for. */
export function entriesOfAccount(ofKey: readonly TrustedCluster[], request: PluginAccess): readonly TrustedCluster[] {
  return ofKey.filter((candidate) => isSameAccount(candidate, request));
}

/** Whether a program that goes there goes to a trusted cluster: in the way that was set up, or through a tunnel to it. */
function leadsTo(trusted: NamedCluster, cluster: ExecCluster): boolean {
  return isSameWay(trusted, cluster) || isTunnelTo(trusted, cluster);
}

/**
 * True where both stand for the same access to the same cluster. A context that takes a tunnel has the same access as one
 * that goes there directly: the list has one entry for both.
 */
export function isSameAccess(one: ClusterAccess, other: ClusterAccess): boolean {
  return isSameAccount(one, other) && (leadsTo(one, other) || isTunnelTo(other, one) || areTunnelsToSame(one, other));
}

/** True where both have the same key: the server, its authority, the account, the tenant and the cloud are the same. */
export function isSameEntry(one: ClusterAccess, other: ClusterAccess): boolean {
  return isSameServer(one, other) && isSameAccount(one, other) && authorityOf(one) === authorityOf(other);
}

/** Whether a cluster is the one that is asked for, be it in another way: an authority is that of one cluster only. */
function isMeant(trusted: ExecCluster, cluster: ExecCluster): boolean {
  const isAtFarEnd = isLoopback(cluster.server) && authorityOf(trusted) !== '';
  return isSameUrl(trusted.server, cluster.server) || (isAtFarEnd && authorityOf(trusted) === authorityOf(cluster));
}

function isSameWay(one: ExecCluster, other: ExecCluster): boolean {
  return isSameUrl(one.server, other.server) && differenceOf(one, other) === undefined;
}

/** In a time that does not depend on where two keys differ. */
function isSameKey(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at++) {
    difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  }
  return difference === 0;
}

function isSameAccount(one: PluginAccess, other: PluginAccess): boolean {
  return (
    one.tenantId.toLowerCase() === other.tenantId.toLowerCase() &&
    one.environment === other.environment &&
    one.accountId === other.accountId
  );
}

function differenceOf(trusted: ExecCluster, cluster: ExecCluster): string | undefined {
  if (authorityOf(trusted) !== authorityOf(cluster)) {
    return l10n`certificate authority`;
  }
  if (tlsNameOf(trusted) !== tlsNameOf(cluster)) {
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

/** The same words for a missing, an unknown and a foreign key. */
export function contextKeyWrong(): AksEntraError {
  return new AksEntraError('contextKeyWrong', contextKeyRefusal);
}

function notTrusted(reason: string): AksEntraError {
  return new AksEntraError(
    'clusterNotTrusted',
    l10n`AKS Entra gives out no token for this cluster: ${reason}. ` +
      l10n`If you trust it, run "AKS Entra: Use VS Code Sign-in for Existing Contexts…" in VS Code.`,
  );
}
