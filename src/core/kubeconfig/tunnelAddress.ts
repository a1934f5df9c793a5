import { ownValue, stringAt, type YamlMap } from '../yamlValue.ts';

/** A port of this machine, as `az aks bastion` and people write it. Every other spelling may be another address to someone. */
const loopback = /^https:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):[1-9]\d{0,4}\/?$/;
const plainServer = /^https:\/\/([^/:@?#\\]+)(?::[1-9]\d*)?\/?$/i;
const dnsName = /^(?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{0,62}$/;
const longestDnsName = 253;

/** Whether a server is a port of this machine, spelled as a tunnel's may be. */
export function isLoopback(server: string): boolean {
  return loopback.test(server);
}

/** The DNS name of a server's plain address, in lower case; undefined for all others. */
export function serverNameOf(server: string): string | undefined {
  return asDnsName(plainServer.exec(server)?.[1]);
}

/** In lower case; undefined for what is no name of several parts, such as an address, a wildcard or localhost. */
export function asDnsName(name: string | undefined): string | undefined {
  const lower = name?.toLowerCase();
  return lower !== undefined && lower.length <= longestDnsName && dnsName.test(lower) ? lower : undefined;
}

/**
 * Whether a kubeconfig's cluster is reached through a tunnel to a server: a port of this machine, of which the TLS name is
 * the server's host. With a proxy it would be a port of that one's machine.
 *
 * @param cluster the value below `cluster`
 * @param otherHost another name of the server's, in lower case
 */
export function isTunnelToServer(cluster: YamlMap, server: string, otherHost: string | undefined): boolean {
  const host = asDnsName(stringAt(cluster, 'tls-server-name'));
  return (
    isLoopback(stringAt(cluster, 'server') ?? '') &&
    !stringAt(cluster, 'proxy-url') &&
    ownValue(cluster, 'insecure-skip-tls-verify') !== true &&
    host !== undefined &&
    (host === serverNameOf(server) || host === otherHost)
  );
}
