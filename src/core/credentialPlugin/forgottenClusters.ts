import { type ClusterAccess, isSameAccess, isSameEntry, type TrustedCluster } from './trustedCluster.ts';

/**
 * Which clusters of the list go with ways that no context takes any more. All ways to a cluster have its key: where
 * nobody takes any of them, all go, or the key would live on in backups and copies.
 *
 * @param gone ways that no context takes any more
 * @param taken ways that contexts still take
 */
export function forgottenClusters(
  trusted: readonly TrustedCluster[],
  gone: readonly ClusterAccess[],
  taken: readonly ClusterAccess[],
): readonly TrustedCluster[] {
  const isTaken = (known: TrustedCluster): boolean => taken.some((each) => isSameEntry(known, each));
  return trusted.filter(
    (known) =>
      // Of an API server with two names, a way by the one may be gone, and a way by the other be taken.
      (gone.some((each) => isSameAccess(known, each)) && !taken.some((each) => isSameAccess(known, each))) ||
      (!isTaken(known) && gone.some((each) => isSameEntry(known, each))),
  );
}
