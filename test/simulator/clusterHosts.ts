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

/** How far a name leads from outside the cluster's network: to an answer, to an address where nobody answers, nowhere. */
type Reach = 'served' | 'noAnswer' | 'noName';

/** @param host one of `hostsOf`; a private cluster's public name leads to its private address */
function reachOf(cluster: SimulatedCluster, host: string): Reach {
  if (publicHostOf(cluster) !== host) {
    return 'noName';
  }
  const isPrivate = cluster.arm.properties.apiServerAccessProfile?.enablePrivateCluster === true;
  return isPrivate || cluster.isClosedToUs === true ? 'noAnswer' : 'served';
}

export function isReachable(cluster: SimulatedCluster): boolean {
  const host = publicHostOf(cluster);
  return host !== undefined && reachOf(cluster, host) === 'served';
}

/** The names of clusters at which nobody answers from here, and how that shows. */
export function unreachableHostsOf(clusters: readonly SimulatedCluster[]): Record<string, Exclude<Reach, 'served'>> {
  const names: [string, Exclude<Reach, 'served'>][] = clusters.flatMap((cluster) =>
    hostsOf(cluster).flatMap((host): [string, Exclude<Reach, 'served'>][] => {
      const reach = reachOf(cluster, host);
      return reach === 'served' ? [] : [[host, reach]];
    }),
  );
  return Object.fromEntries(names);
}
