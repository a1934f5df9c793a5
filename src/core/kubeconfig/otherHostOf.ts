import type { Cluster } from '../clusters/cluster.ts';
import { asDnsName, serverNameOf } from './tunnelAddress.ts';

/**
 * The other name that Azure has for the API server behind an address of a cluster, in lower case; undefined where there is
 * none, or the address is by neither of its names.
 */
export function otherHostOf(
  { apiServerHost, privateApiServerHost }: Pick<Cluster, 'apiServerHost' | 'privateApiServerHost'>,
  server: string,
): string | undefined {
  const hosts = [apiServerHost, privateApiServerHost].map(asDnsName);
  const own = serverNameOf(server);
  return own === undefined || !hosts.includes(own)
    ? undefined
    : hosts.find((host) => host !== undefined && host !== own);
}
