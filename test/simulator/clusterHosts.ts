import type { SimulatedCluster } from './scenario.ts';

/** The name of the cluster's API server on the public internet; undefined where there is none at the moment. */
export function publicHostOf(cluster: SimulatedCluster): string | undefined {
  const { fqdn, powerState } = cluster.arm.properties;
  // AKS takes the DNS record of a stopped cluster away.
  return powerState?.code === 'Stopped' ? undefined : fqdn?.toLowerCase();
}

/** All names that the cluster has, reachable or not. */
export function hostsOf(cluster: SimulatedCluster): string[] {
  const { fqdn, privateFQDN } = cluster.arm.properties;
  return [fqdn, privateFQDN].flatMap((host) => host?.toLowerCase() ?? []);
}

/** A private cluster's public name leads to its private address: it resolves, and nobody outside gets an answer. */
export function isReachable(cluster: SimulatedCluster): boolean {
  return (
    publicHostOf(cluster) !== undefined && cluster.arm.properties.apiServerAccessProfile?.enablePrivateCluster !== true
  );
}
