import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { stillListed } from '../../core/credentialPlugin/listedCluster.ts';
import {
  type ClusterAccess,
  isSameAccess,
  isSameEntry,
  type ProgramConsent,
  type TrustedCluster,
  type TrustedClusterStore,
} from '../../core/credentialPlugin/trustedCluster.ts';
import {
  parseTrustedClusters,
  renderTrustedClusters,
  type TrustedClusterList,
} from '../../core/credentialPlugin/trustedClusterList.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { withLocks } from '../files/fileLock.ts';
import { removeLeftovers, replaceFile } from '../files/replaceFile.ts';
import { ownFolder, readOwnFile } from '../files/ownFolder.ts';

/** 128 bits: see `isContextKey`. */
export function newContextKey(): string {
  return randomBytes(16).toString('hex');
}

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
    const list = this.#parse(await readOwnFile(this.#path));
    return list.version === 2 ? list.clusters : [];
  }

  /** @throws AksEntraError as `read`, and kubeconfigLocked */
  async upgrade(): Promise<void> {
    if (this.#parse(await readOwnFile(this.#path)).version === 1) {
      await this.#change((before) => before);
    }
  }

  /** @throws AksEntraError as `upgrade` */
  async add(added: readonly TrustedCluster[]): Promise<readonly TrustedCluster[]> {
    let news: readonly TrustedCluster[] = [];
    await this.#change((before) => {
      const keyed = added.map((cluster) => withOtherHostOf(before, withKeyOf(before, withConsent(cluster, undefined))));
      news = without(keyed, before);
      return keyed.reduce((list, cluster) => [...without(list, [cluster]), cluster], before);
    });
    return news;
  }

  /** @throws as `add` */
  async remove(removed: readonly ClusterAccess[]): Promise<void> {
    if (removed.length > 0) {
      await this.#change((before) => without(before, removed));
    }
  }

  /** @throws as `add` */
  async replaceKey(former: string, key: string): Promise<void> {
    await this.#change((before) => before.map((each) => (each.key === former ? { ...each, key } : each)));
  }

  /** @throws as `add` */
  async setConsent(key: string, consent: ProgramConsent | undefined): Promise<void> {
    await this.#change((before) => before.map((each) => (each.key === key ? withConsent(each, consent) : each)));
  }

  async #change(change: (before: readonly TrustedCluster[]) => readonly TrustedCluster[]): Promise<void> {
    await ownFolder(dirname(this.#path));
    const options = { signal: undefined, logger: this.#logger, now: Date.now, timeoutMs: 10_000 };
    await withLocks(this.#path, this.#path, options, async (assertLocked) => {
      await removeLeftovers(this.#path);
      const before = await readOwnFile(this.#path);
      const after = Buffer.from(renderTrustedClusters(change(withKeys(this.#parse(before)))));
      if (before?.equals(after) !== true) {
        await replaceFile(this.#path, before, after, assertLocked);
      }
    });
  }

  #parse(bytes: Buffer | undefined): TrustedClusterList {
    if (bytes === undefined) {
      return { version: 2, clusters: [] };
    }
    const list = parseTrustedClusters(bytes.toString('utf8'));
    if (list !== undefined) {
      return list;
    }
    throw new AksEntraError(
      'trustedClustersInvalid',
      l10n`The list of your clusters, ${this.#path}, cannot be read: it is damaged or from a newer version. ` +
        l10n`Delete it, then run “AKS Entra: Use VS Code Sign-in for Existing Contexts…” in VS Code to create it again.`,
    );
  }
}

function withKeys(list: TrustedClusterList): readonly TrustedCluster[] {
  if (list.version === 2) {
    return list.clusters;
  }
  return stillListed(list.clusters).reduce<readonly TrustedCluster[]>(
    (keyed, cluster) => [...keyed, withKeyOf(keyed, { ...cluster, key: newContextKey() })],
    [],
  );
}

/** Where the same cluster is in the list already, through another proxy maybe, its contexts have that key and consent. */
function withKeyOf(list: readonly TrustedCluster[], cluster: TrustedCluster): TrustedCluster {
  const known = list.find((each) => isSameEntry(each, cluster));
  return known === undefined ? cluster : withConsent({ ...cluster, key: known.key }, known.consent);
}

/** What Azure once said is not lost to a kubeconfig, which cannot say it. */
function withOtherHostOf(list: readonly TrustedCluster[], cluster: TrustedCluster): TrustedCluster {
  const otherHost = cluster.otherHost ?? list.find((each) => isSameAccess(each, cluster))?.otherHost;
  return otherHost === undefined ? cluster : { ...cluster, otherHost };
}

function withConsent(cluster: TrustedCluster, consent: ProgramConsent | undefined): TrustedCluster {
  return cluster.consent === consent ? cluster : { ...cluster, consent };
}

function without(list: readonly TrustedCluster[], others: readonly ClusterAccess[]): readonly TrustedCluster[] {
  return list.filter((cluster) => !others.some((other) => isSameAccess(cluster, other)));
}
