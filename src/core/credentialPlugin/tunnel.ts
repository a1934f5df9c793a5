import { asDnsName, isLoopback, serverNameOf } from '../kubeconfig/tunnelAddress.ts';
import { isSameUrl } from './clusterUrl.ts';
import type { ExecCluster } from './execInfo.ts';

/** A cluster, with what Azure said of it beyond what a kubeconfig can say. */
export interface NamedCluster extends ExecCluster {
  /**
   * The other DNS name of its API server, in lower case, where Azure has a public and a private one: a tunnel may have
   * either as its TLS name. No kubeconfig says it, and no program.
   */
  readonly otherHost?: string;
}

/**
 * The host of the API server that answers at the far end of a tunnel; undefined where this is no tunnel that can be
 * trusted. Who stands behind a port of this machine shows by his certificate alone, so there has to be an authority and a
 * name that it is verified by, and no proxy: for that, this address would be the proxy's own machine.
 */
export function tunnelledHost(cluster: ExecCluster): string | undefined {
  const { server, tlsServerName, skipsTlsVerify, proxyUrl } = cluster;
  const isVerified = !skipsTlsVerify && authorityOf(cluster) !== '';
  return isLoopback(server) && isVerified && proxyUrl === undefined ? asDnsName(tlsServerName) : undefined;
}

/**
 * Whether a program that goes there reaches a trusted cluster through a tunnel: the certificate is verified by that
 * cluster's own authority, and for the host of its own server, be it by its other name.
 */
export function isTunnelTo(trusted: NamedCluster, cluster: ExecCluster): boolean {
  const host = tunnelledHost(cluster);
  return (
    host !== undefined &&
    (host === serverNameOf(trusted.server) || host === trusted.otherHost) &&
    authorityOf(trusted) === authorityOf(cluster) &&
    tlsNameOf(trusted) === '' &&
    !trusted.skipsTlsVerify &&
    trusted.proxyUrl === undefined
  );
}

/** Whether both are ports of this machine that lead to the same cluster: a tunnel gets a new one each time. */
export function areTunnelsToSame(one: ExecCluster, other: ExecCluster): boolean {
  const host = tunnelledHost(one);
  return host !== undefined && host === tunnelledHost(other) && authorityOf(one) === authorityOf(other);
}

/** Whether both lead to the same API server, be it in another way. */
export function isSameServer(one: NamedCluster, other: NamedCluster): boolean {
  if (tunnelledHost(one) === undefined && tunnelledHost(other) === undefined) {
    return isSameUrl(one.server, other.server);
  }
  const hosts = hostsOf(other);
  return hostsOf(one).some((host) => host !== undefined && hosts.includes(host));
}

function hostsOf(cluster: NamedCluster): (string | undefined)[] {
  const host = tunnelledHost(cluster);
  return host === undefined ? [serverNameOf(cluster.server), cluster.otherHost] : [host];
}

/** What the list says of a cluster that is reached through a tunnel: the server's own address, and never a port of this machine. */
export function withoutTunnel<Cluster extends ExecCluster>(cluster: Cluster): Cluster {
  const host = tunnelledHost(cluster);
  if (host === undefined) {
    return cluster;
  }
  const direct: Cluster & { tlsServerName?: string } = { ...cluster, server: `https://${host}:443` };
  delete direct.tlsServerName;
  return direct;
}

/** The host that a certificate has to be for, where it is another one than the server's own; else empty. */
export function tlsNameOf({ server, tlsServerName = '' }: Pick<ExecCluster, 'server' | 'tlsServerName'>): string {
  return tlsServerName.toLowerCase() === serverNameOf(server) ? '' : tlsServerName;
}

/** Base64 may be broken into lines. */
export function authorityOf({ certificateAuthorityData = '' }: Pick<ExecCluster, 'certificateAuthorityData'>): string {
  return certificateAuthorityData.replaceAll(/\s/g, '');
}
