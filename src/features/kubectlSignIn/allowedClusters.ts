import * as vscode from 'vscode';
import type { TrustedCluster } from '../../core/credentialPlugin/trustedCluster.ts';
import { clusterKeyOf, isKeyOfCluster, type KeyedCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';

/** Whose tokens programs get that name no cluster, for what is shown all the time: read once for each change of the list. */
export class AllowedClusters implements vscode.Disposable {
  readonly #read: () => Promise<readonly TrustedCluster[]>;
  readonly #logger: Logger;
  readonly #changed = new vscode.EventEmitter<undefined>();
  /** See `clusterKeyOf`. */
  #clusterKeys: readonly string[] = [];
  /** Counts reads: an older one that ends later is dropped. */
  #generation = 0;

  /** The answers of `isAllowed` may have changed. */
  readonly onDidChange = this.#changed.event;

  /** @param read the list of clusters, as it is now */
  constructor(read: () => Promise<readonly TrustedCluster[]>, logger: Logger) {
    this.#read = read;
    this.#logger = logger;
  }

  /** As far as it has been read. */
  isAllowed(cluster: KeyedCluster): boolean {
    return this.#clusterKeys.some((key) => isKeyOfCluster(key, cluster));
  }

  /** Reads the list anew. Never rejects. */
  async refresh(): Promise<void> {
    const generation = ++this.#generation;
    const now = allowedKeys(await this.#list());
    if (generation === this.#generation && now.join('\n') !== this.#clusterKeys.join('\n')) {
      this.#clusterKeys = now;
      this.#changed.fire(undefined);
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** From a list that cannot be read nobody gets a token. */
  async #list(): Promise<readonly TrustedCluster[]> {
    try {
      return await this.#read();
    } catch (error) {
      this.#logger.warn(`The list of clusters: ${messageOf(error)}`);
      return [];
    }
  }
}

function allowedKeys(list: readonly TrustedCluster[]): string[] {
  return list.flatMap(({ consent, clusterId, server }) => {
    const metadata = clusterId === undefined ? undefined : { clusterId };
    return consent === undefined ? [] : (clusterKeyOf({ metadata, server }) ?? []);
  });
}
