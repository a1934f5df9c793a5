import { dirname, join } from 'node:path';
import { AksEntraError } from '../../core/aksEntraError.ts';
import {
  isSameTrustedCluster,
  type TrustedCluster,
  type TrustedClusterStore,
} from '../../core/credentialPlugin/trustedCluster.ts';
import { parseTrustedClusters, renderTrustedClusters } from '../../core/credentialPlugin/trustedClusterList.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { withLocks } from '../files/fileLock.ts';
import { removeLeftovers, replaceFile } from '../files/replaceFile.ts';
import { ownFolder, readOwnFile } from '../files/ownFolder.ts';

/** `<data>/clusters.json`. Several windows may add to it at the same time. */
export class TrustedClusterFile implements TrustedClusterStore {
  readonly #path: string;
  readonly #logger: Pick<Logger, 'warn'> | undefined;

  constructor(dataFolder: string, logger?: Pick<Logger, 'warn'>) {
    this.#path = join(dataFolder, 'clusters.json');
    this.#logger = logger;
  }

  /** @throws AksEntraError dataFolderUnsafe, trustedClustersInvalid; a file system error */
  async read(): Promise<readonly TrustedCluster[]> {
    return this.#parse(await readOwnFile(this.#path));
  }

  /** @throws AksEntraError as `read`, and kubeconfigLocked */
  async add(added: readonly TrustedCluster[]): Promise<readonly TrustedCluster[]> {
    let known: readonly TrustedCluster[] = [];
    await this.#change((before) => {
      known = before;
      return added.reduce((list, cluster) => [...without(list, [cluster]), cluster], before);
    });
    return without(added, known);
  }

  /** @throws as `add` */
  async remove(removed: readonly TrustedCluster[]): Promise<void> {
    if (removed.length > 0) {
      await this.#change((before) => without(before, removed));
    }
  }

  async #change(change: (before: readonly TrustedCluster[]) => readonly TrustedCluster[]): Promise<void> {
    await ownFolder(dirname(this.#path));
    const options = { signal: undefined, logger: this.#logger, now: Date.now, timeoutMs: 10_000 };
    await withLocks(this.#path, this.#path, options, async (assertLocked) => {
      await removeLeftovers(this.#path);
      const before = await readOwnFile(this.#path);
      const after = Buffer.from(renderTrustedClusters(change(this.#parse(before))));
      if (before?.equals(after) !== true) {
        await replaceFile(this.#path, before, after, assertLocked);
      }
    });
  }

  #parse(bytes: Buffer | undefined): readonly TrustedCluster[] {
    if (bytes === undefined) {
      return [];
    }
    const clusters = parseTrustedClusters(bytes.toString('utf8'));
    if (clusters !== undefined) {
      return clusters;
    }
    throw new AksEntraError(
      'trustedClustersInvalid',
      l10n`The list of your clusters, ${this.#path}, cannot be read: it is damaged or from a newer version. ` +
        l10n`Delete it, then run “AKS Entra: Use VS Code Sign-in for Existing Contexts…” in VS Code to make it anew.`,
    );
  }
}

function without(list: readonly TrustedCluster[], others: readonly TrustedCluster[]): readonly TrustedCluster[] {
  return list.filter((cluster) => !others.some((other) => isSameTrustedCluster(cluster, other)));
}
