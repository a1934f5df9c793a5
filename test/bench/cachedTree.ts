import type { CorrectedDirectory } from '../../src/core/clusters/clusterPorts.ts';
import type { InventoryState, Listing } from '../../src/core/listing/inventory.ts';
import { savedListingLimit, textOfListing } from '../../src/core/savedListing/savedListing.ts';
import { ClusterListing } from '../../src/features/clusters/clusterListing.ts';
import type { ClusterRow } from '../../src/features/clusters/clusterNodes.ts';
import { rowsBelow } from '../../src/features/clusters/clusterRows.ts';
import { atOnce } from '../unit/features/clusters/atOnce.ts';

/** What the last known tree takes. */
export interface CachedTree {
  /** From VS Code naming its accounts to the tree’s first level. */
  readonly ms: number;
  readonly rows: number;
  readonly clusters: number;
}

/** Opens a window on a listing that was saved; nobody can be asked for anything else. */
export async function cachedTree(listing: Listing): Promise<CachedTree> {
  const text = textOfListing(listing);
  if (text === undefined || text.length > savedListingLimit) {
    throw new TypeError('The listing is not saved.');
  }
  const none = (): Promise<never> => Promise.reject(new Error('Nobody asks for it.'));
  const ignore = (): void => undefined;
  const own = { signIn: { claimsOf: () => undefined, token: none }, groupMembership: none };
  const below = (row: ClusterRow | undefined, state: InventoryState): Promise<ClusterRow[]> =>
    rowsBelow(row, state, none, none, () => undefined, none, own);
  const clustersIn = async (rows: readonly ClusterRow[], state: InventoryState): Promise<number> => {
    const counts = rows.map(async (row) =>
      row.node.kind === 'cluster' ? 1 : clustersIn(await below(row, state), state),
    );
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  };
  const shown = Promise.withResolvers<CachedTree>();
  let namedMs = 0;
  const ports = {
    directory: (): Promise<CorrectedDirectory> => new Promise(ignore),
    savedListings: () =>
      Promise.resolve({ read: () => Promise.resolve(text), write: () => Promise.resolve(), remove: none }),
    signIn: {
      // As from another process: the file is there by then.
      selection: async () => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        namedMs = performance.now();
        return { selected: listing.accounts, others: [] };
      },
    },
    memory: { tenantChoicesOf: () => ({ get: () => undefined, set: () => Promise.resolve() }) },
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  };
  const tell = (state: InventoryState): void => {
    void below(undefined, state).then(async (rows) => {
      const ms = performance.now() - namedMs;
      shown.resolve({ ms, rows: rows.length, clusters: await clustersIn(rows, state) });
    }, shown.reject);
  };
  void new ClusterListing(ports, { kind: 'starting' }, new AbortController().signal, atOnce, tell).run();
  return shown.promise;
}
