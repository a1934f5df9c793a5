import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { GrantListing } from '../../../../src/core/access/existingGrants.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { signInTenant } from '../../../../src/core/clusters/cluster.ts';
import {
  emptyListing,
  failedListing,
  sortedListing,
  withRowsBefore,
  withStep,
} from '../../../../src/core/listing/growingListing.ts';
import type { InventoryState, Listing } from '../../../../src/core/listing/inventory.ts';
import type { ListingStep } from '../../../../src/core/listing/listClusters.ts';
import { clustersIn } from '../../../../src/core/listing/clustersIn.ts';
import { clusterGroupings, plainView } from '../../../../src/core/clusterView/clusterView.ts';
import { clusterChoices } from '../../../../src/features/clusters/clusterChoices.ts';
import { clusterFrom, type ClusterRow } from '../../../../src/features/clusters/clusterNodes.ts';
import { clusterRowId } from '../../../../src/features/clusters/clusterRowIds.ts';
import { rowsBelow } from '../../../../src/features/clusters/clusterRows.ts';
import { idOfCluster, seeds, stepsOf, strangers, tenantIds, type World, worlds } from './generatedListings.ts';

const runs = 40;

describe('the rows of whatever a listing holds', () => {
  it('have ids that no other row of the view has, also over the rows of a listing before, however that goes on', async () => {
    const groupings = fc.constantFrom(...clusterGroupings);
    const stopAt = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        worlds,
        worlds,
        seeds,
        seeds,
        stopAt,
        groupings,
        async (before, now, seed, other, stop, grouping) => {
          const first = listingOf(before, await stepsOf(before, seed));
          const steps = await stepsOf(now, other);
          const part = listingOf(now, steps.slice(0, Math.floor(steps.length * stop)));
          const running = sortedListing(withRowsBefore(part, first));
          const stopped = sortedListing(withRowsBefore(part, first, 'stopped'));
          const ended = sortedListing(withRowsBefore(listingOf(now, steps), first, 'ended'));
          const states: InventoryState[] = [
            ...[first, running, stopped, ended].map((listing) => ({ kind: 'listed' as const, ...listing })),
            failedListing(new AksEntraError('offline', 'No network.'), stopped),
          ];
          for (const state of states) {
            const favourites = clustersIn(state).map(({ cluster }) => cluster.id.toLowerCase());
            for (const view of [plainView, { ...plainView, grouping, favourites }]) {
              const ids = (await allRows(state, view)).map(clusterRowId);
              assert.deepEqual(repeated(ids), []);
            }
          }
        },
      ),
      { numRuns: runs },
    );
  });

  it('keep their ids and places however the answers arrive and are spelled', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, seeds, seeds, async (world, seed, other) => {
        const [one, another] = [await stepsOf(world, seed), await stepsOf(world, other)];
        assert.deepEqual(await told(listingOf(world, one)), await told(listingOf(world, another)));
      }),
      { numRuns: runs },
    );
  });

  it('lead to their own cluster, each once, in the tenant that lists it, and to its owner for tokens', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, seeds, async (world, seed) => {
        const listing = listingOf(world, await stepsOf(world, seed));
        const rows = await allRows({ kind: 'listed', ...listing });
        const clusters = rows.filter(({ node }) => node.kind === 'cluster').map((row) => ({ row, ...found(row) }));
        assert.deepEqual(clusters.map(({ place }) => place).toSorted(), expectedClusters(world));
        for (const { place, seen } of clusters) {
          const { listers, owner } = listersOf(world, place);
          const lister = seen.tenants.lister.tenantId.toLowerCase();
          assert.ok(listers.includes(lister), `${lister} does not list ${place}`);
          assert.ok(owner === undefined || !listers.includes(owner) || lister === owner);
          assert.equal(seen.tenants.owner.tenantId.toLowerCase(), owner ?? lister);
          assert.equal(signInTenant(seen.cluster).toLowerCase(), owner ?? lister);
          assert.equal(seen.tenants.isOwnerForeign === true, owner !== undefined && strangers.includes(owner));
        }
        for (const row of rows.filter(({ node }) => node.kind === 'fact' || node.kind === 'adminGroup')) {
          const { place } = found(row);
          const [account = '', subscription = '', id = ''] = JSON.parse(place) as string[];
          const path = JSON.stringify(['subscription', account, subscription, 'cluster', id]).slice(0, -1);
          assert.ok(clusterRowId(row).startsWith(`${path},`));
        }
        const offered = clusterChoices({ kind: 'listed', ...listing }).flatMap(({ choices }) => choices);
        assert.equal(offered.length, clusters.length);
      }),
      { numRuns: runs },
    );
  });
});

function listingOf({ accounts }: World, steps: readonly ListingStep[]): Listing {
  return sortedListing(steps.reduce(withStep, emptyListing(accounts)));
}

/** The same one in two places and with two roles, and every part failed. */
const everyGrant: GrantListing = {
  grants: ['a', 'b'].flatMap((place) => {
    const subject = { kind: 'Group', name: 'g' } as const;
    const role = { kind: 'ClusterRole', name: 'view' };
    const binding = { name: 'x', namespace: place, uid: place, resourceVersion: '1', role, subjects: [subject] };
    const id = `${place}/x/Group/g`;
    const who = { kind: 'Group', id: 'g' };
    return [
      { kind: 'binding', id, who, binding, subject },
      { kind: 'binding', id, who, binding, subject },
    ] as const;
  }),
  failures: (['assignments', 'cluster', 'rolebindings', 'clusterrolebindings'] as const).map((part) => ({
    part,
    error: new AksEntraError('offline', 'No network.'),
  })),
  others: 1,
};

const node = { isReady: true, isSchedulable: true, version: 'v1.34.2' };
const verified = {
  userName: 'ada@contoso.example',
  nodes: ['aks-a-0'].map((name) => ({ name, ...node })),
  atMs: 0,
};

/** The whole view, everything open. */
async function allRows(state: InventoryState, view = plainView, row?: ClusterRow): Promise<ClusterRow[]> {
  const below = await rowsBelow(
    row,
    state,
    () => Promise.resolve({ groupNames: () => Promise.resolve(new Map()) }),
    () => Promise.resolve(everyGrant),
    () => verified,
    () => Promise.resolve([]),
    {
      signIn: { claimsOf: () => undefined, token: () => Promise.reject(new Error('no token here')) },
      groupMembership: () => Promise.reject(new Error('nobody to ask')),
    },
    view,
  );
  const rows: ClusterRow[] = [];
  for (const each of below) {
    rows.push(each, ...(await allRows(state, view, each)));
  }
  return rows;
}

/** Each row's id, in the order of the view, and where a command on it would go. */
async function told(listing: Listing): Promise<string[][]> {
  return (await allRows({ kind: 'listed', ...listing })).map((row) => {
    const seen = clusterFrom(row);
    const tenants = seen === undefined ? [] : [seen.tenants.owner.tenantId, seen.tenants.lister.tenantId];
    return [clusterRowId(row), ...[seen?.cluster.id ?? '', ...tenants].map((text) => text.toLowerCase())];
  });
}

function found(row: ClusterRow) {
  const seen = clusterFrom(row);
  assert.ok(seen);
  return { seen, place: placeOf(seen.account.id, seen.subscription.subscriptionId, seen.cluster.id) };
}

function placeOf(account: string, subscription: string, cluster: string): string {
  return JSON.stringify([account, subscription.toLowerCase(), cluster.toLowerCase()]);
}

/** Every cluster that any tenant lists to an account, once for each subscription that it is listed in. */
function expectedClusters({ accounts, tenants }: World): string[] {
  const places = accounts.flatMap(({ id }) =>
    [...(tenants.get(id)?.values() ?? [])]
      .filter((listed) => listed !== 'fails')
      .flatMap((listed) => [...listed])
      .flatMap(([subscription, clusters]) =>
        Array.isArray(clusters) ? clusters.map((key: string) => placeOf(id, subscription, idOfCluster(key))) : [],
      ),
  );
  return [...new Set(places)].toSorted();
}

function listersOf({ tenants, owners }: World, place: string): { listers: string[]; owner: string | undefined } {
  const [account = '', subscription = '', cluster = ''] = JSON.parse(place) as string[];
  const listers = tenantIds.filter((tenantId) => {
    const listed = tenants.get(account)?.get(tenantId);
    const clusters = listed === 'fails' ? undefined : listed?.get(subscription);
    return Array.isArray(clusters) && clusters.some((key: string) => idOfCluster(key) === cluster);
  });
  return { listers, owner: owners.get(subscription) };
}

function repeated(ids: readonly string[]): string[] {
  const before = new Set<string>();
  return ids.filter((id) => before.size === before.add(id).size);
}
