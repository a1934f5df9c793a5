import { type ClusterAccess, isSameEntry, type TrustedCluster } from './trustedCluster.ts';

/** Keys of clusters that are about to be trusted: a kubeconfig is written first. They live as long as this window. */
export class ReservedKeys {
  readonly #newKey: () => string;
  #reserved: readonly TrustedCluster[] = [];

  constructor(newKey: () => string) {
    this.#newKey = newKey;
  }

  /** The key of a cluster: the list's, else the one that it got before, else a new one. */
  keyOf(trusted: readonly TrustedCluster[], cluster: ClusterAccess): string {
    const isSame = (known: TrustedCluster): boolean => isSameEntry(known, cluster);
    const known = trusted.find(isSame) ?? this.#reserved.find(isSame);
    if (known !== undefined) {
      return known.key;
    }
    const key = this.#newKey();
    this.#reserved = [...this.#reserved, { ...cluster, key }];
    return key;
  }

  /**
   * The list has their keys from now on. One that goes from there is dead: it may be in a backup, or have been replaced
   * because somebody else has it, so it is not to come back with the cluster.
   */
  release(clusters: readonly ClusterAccess[]): void {
    this.#reserved = this.#reserved.filter((each) => !clusters.some((cluster) => isSameEntry(each, cluster)));
  }
}
