import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { type Fleet, fleetFromArm } from '../../../../src/core/clusters/fleet.ts';
import { type ManagedNamespace, managedNamespaceFromArm } from '../../../../src/core/clusters/managedNamespace.ts';
import { emptyListing } from '../../../../src/core/listing/growingListing.ts';
import { isShown, type Listing } from '../../../../src/core/listing/inventory.ts';
import { eachSubscriptionOnce } from '../../../../src/core/listing/subscriptionListings.ts';
import type { SeenSubscription } from '../../../../src/core/clusters/seenCluster.ts';
import { type ClusterLevel, clusterLevels } from '../../../../src/core/clusterView/clusterGrouping.ts';
import { type ClusterView, plainView } from '../../../../src/core/clusterView/clusterView.ts';
import { ada, ben, cluster, contoso, fabrikam, failed, offline, seen } from '../clusters/listedClusters.ts';

const managed = { managed: true };
const web = at('westeurope', cluster('shop', 'web', { aadProfile: managed, kubernetesVersion: '1.9.1' }));
const api = at('eastus', cluster('shop', 'api', { aadProfile: managed, disableLocalAccounts: true }));
const old = at('eastus', cluster('lab', 'old', { aadProfile: {}, kubernetesVersion: '1.33.2' }));
const bare = at('westeurope', cluster('lab', 'bare', { kubernetesVersion: '1.30.0' }));

function at(location: string, one: Cluster): Cluster {
  return { ...one, location };
}

function listing(subscriptions: readonly SeenSubscription[], others: Partial<Listing> = {}): Listing {
  return { ...emptyListing([ada]), subscriptions, ...others };
}

const shop = seen('shop', [api, web]);
const lab = seen('lab', [bare, old]);

/** `shop` with what stands beside its clusters. */
function having(
  clusters: readonly Cluster[],
  namespaces: readonly ManagedNamespace[],
  fleets: readonly Fleet[] = [],
): SeenSubscription {
  return { ...shop, outcome: { kind: 'listed', clusters, namespaces, fleets } };
}

function namespaceOf({ id, location }: Cluster, name: string): ManagedNamespace {
  const read = managedNamespaceFromArm({ id: `${id.toUpperCase()}/managedNamespaces/${name}`, location }, 'contoso');
  assert.ok(read);
  return { ...read, clusterName: read.clusterName.toLowerCase() };
}

function fleetOf(name: string): Fleet {
  const id = `/subscriptions/shop/resourceGroups/rg/providers/Microsoft.ContainerService/fleets/${name}`;
  const read = fleetFromArm({ id, location: 'northeurope' }, 'contoso');
  assert.ok(read);
  return read;
}

/** The rows in short, those below in brackets. */
function told(levels: readonly ClusterLevel[]): string[] {
  return levels.map((level) => {
    const name = nameOf(level);
    const clusters = 'clusters' in level ? level.clusters.map((one) => one.cluster.name) : [];
    const places =
      level.kind === 'subscription'
        ? [...level.hidden.map(({ clusterName }) => `?${clusterName}`), ...level.fleets.map(({ fleet }) => fleet.name)]
        : [];
    const below = 'below' in level ? told(level.below ?? []) : [...clusters, ...places];
    return below.length === 0 ? name : `${name}[${below.join(' ')}]`;
  });
}

function nameOf(level: ClusterLevel): string {
  switch (level.kind) {
    case 'favourites':
      return '*';
    case 'group':
      return level.key;
    case 'tenant':
      return level.tenant.displayName;
    case 'account':
    case 'otherAccount':
      return level.account.label;
    case 'subscription':
      return level.seen.subscription.displayName;
    case 'cluster':
      return `${level.seen.subscription.displayName}/${level.seen.cluster.name}`;
    case 'tenantFailure':
      return `!${level.failure.tenant.displayName}`;
    case 'accountFailure':
      return `!${level.failure.account.label}`;
  }
}

function rows(of: Parameters<typeof clusterLevels>[0], view: Partial<ClusterView> = {}): string[] {
  return told(clusterLevels(of, { ...plainView, ...view }).levels);
}

describe('the levels of the tree', () => {
  it('have no row for a subscription that is the only one, unless it has more to tell than its name', () => {
    assert.deepEqual(rows(listing([shop])), ['shop/api', 'shop/web']);
    const [level] = clusterLevels(listing([shop]), plainView).levels;
    assert.ok(level?.kind === 'cluster' && level.isApart);
    const disabled = { ...shop, subscription: { ...shop.subscription, state: 'Disabled' } };
    assert.deepEqual(rows(listing([disabled])), ['shop[api web]']);
    assert.deepEqual(rows(listing([having([web], [], [fleetOf('fleet-a')])])), ['shop[web fleet-a]']);
    assert.deepEqual(rows(listing([seen('broken', offline)])), ['broken']);
    assert.deepEqual(rows(listing([shop], { tenantFailures: [failed(fabrikam)] })), ['shop[api web]', '!Fabrikam']);
  });

  it('are subscriptions where there is one account and one tenant, empty ones left out, failures last', () => {
    const all = listing([shop, seen('empty', []), seen('broken', offline)], { tenantFailures: [failed(fabrikam)] });
    assert.deepEqual(rows(all), ['shop[api web]', 'broken', '!Fabrikam']);
  });

  it('have tenants by name where subscriptions of several are shown; one that failed keeps what it had below it', () => {
    const theirs = seen('lab', [bare], { tenant: fabrikam });
    assert.deepEqual(rows(listing([theirs, shop])), ['Contoso[shop/api shop/web]', 'Fabrikam[lab/bare]']);
    const broken = listing([theirs, shop], { tenantFailures: [failed(fabrikam)] });
    assert.deepEqual(rows(broken), ['Contoso[shop/api shop/web]', '!Fabrikam[lab[bare]]']);
  });

  it('have every account that is listed where there are several, and the others last', () => {
    const two = listing([shop, seen('lab', [bare], { account: ben })], { accounts: [ada, ben] });
    assert.deepEqual(rows(two), [`${ada.label}[shop/api shop/web]`, `${ben.label}[lab/bare]`]);
    const failure = { account: ben, error: offline };
    assert.deepEqual(rows({ ...two, accountFailures: [failure] }), [
      `${ada.label}[shop/api shop/web]`,
      `!${ben.label}[lab/bare]`,
    ]);
    assert.deepEqual(rows({ ...listing([shop]), otherAccounts: [ben] }), ['shop/api', 'shop/web', ben.label]);
  });

  it('are groups where that is wanted, with what has no cluster behind them', () => {
    const all = listing([lab, shop, seen('broken', offline)], { tenantFailures: [failed(fabrikam)] });
    const behind = ['broken', '!Fabrikam'];
    assert.deepEqual(rows(all, { grouping: 'resourceGroup' }), ['lab/rg[bare old]', 'shop/rg[api web]', ...behind]);
    assert.deepEqual(rows(all, { grouping: 'location' }), ['eastus[api old]', 'westeurope[bare web]', ...behind]);
    assert.deepEqual(rows(all, { grouping: 'entra' }), ['none[bare]', 'legacy[old]', 'managed[api web]', ...behind]);
  });

  it('have their clusters in the order that is wanted: the oldest version first, what has no Entra first', () => {
    const all = listing([
      seen(
        'shop',
        [api, bare, old, web].map((one) => ({ ...one })),
      ),
    ]);
    assert.deepEqual(rows(all, { order: 'location' }), ['shop/api', 'shop/old', 'shop/bare', 'shop/web']);
    assert.deepEqual(rows(all, { order: 'version' }), ['shop/web', 'shop/bare', 'shop/old', 'shop/api']);
    assert.deepEqual(rows(all, { order: 'entra' }), ['shop/bare', 'shop/old', 'shop/web', 'shop/api']);
  });

  it('have a subscription of which only another tenant than the preferred one tells anything (Azure Lighthouse)', () => {
    const theirs = having([], [namespaceOf(web, 'team-a')], [fleetOf('fleet-a')]);
    const lent = eachSubscriptionOnce([seen('shop', []), { ...theirs, tenants: { owner: contoso, lister: fabrikam } }]);
    assert.deepEqual([lent.length, lent.every(isShown)], [1, true]);
    assert.deepEqual(rows(listing(lent)), ['shop[?web fleet-a]']);
    assert.deepEqual(rows(listing(lent), { filter: { text: 'team-a' } }), ['shop[?web]']);
    assert.deepEqual(rows(listing(lent), { grouping: 'entra' }), ['shop[?web fleet-a]']);
    const both = eachSubscriptionOnce([
      seen('shop', [web]),
      { ...theirs, tenants: { owner: contoso, lister: fabrikam } },
    ]);
    assert.deepEqual(rows(listing(both), { filter: { text: 'team-a' } }), ['shop/web']);
  });

  it('begin with the favourites, in whatever case Azure writes their ids', () => {
    const favourites = [web.id.toLowerCase(), '/gone'];
    assert.deepEqual(rows(listing([shop]), { favourites }), ['*[web]', 'shop/api', 'shop/web']);
    assert.deepEqual(rows(listing([shop]), { favourites: ['/gone'] }), ['shop/api', 'shop/web']);
  });
});

describe('a filter', () => {
  const all = listing([lab, shop, seen('broken', offline)], { tenantFailures: [failed(fabrikam)] });
  const filtered = (filter: ClusterView['filter']): string[] => rows(all, { filter });

  it('by text wants every word somewhere, and hides no failure', () => {
    const failures = ['broken', '!Fabrikam'];
    assert.deepEqual(filtered({ text: 'SHOP  web' }), ['shop[web]', ...failures]);
    assert.deepEqual(filtered({ text: 'eastus' }), ['lab[old]', 'shop[api]', ...failures]);
    assert.deepEqual(filtered({ text: '1.30' }), ['lab[bare]', ...failures]);
    assert.deepEqual(filtered({ text: 'nothing' }), failures);
  });

  it('by Entra state joins integrations, and narrows them by local accounts', () => {
    const clusters = (entra: ClusterView['filter']['entra'] & {}): string[] => filtered({ entra }).slice(0, -2);
    assert.deepEqual(clusters(['managed', 'none']), ['lab[bare]', 'shop[api web]']);
    assert.deepEqual(clusters(['managed', 'localAccounts']), ['shop[web]']);
    assert.deepEqual(clusters(['localAccounts']), ['lab[bare old]', 'shop[web]']);
  });

  it('by subscriptions and tenants leaves out what belongs to others, failures too', () => {
    assert.deepEqual(filtered({ subscriptionIds: ['lab'] }), ['lab[bare old]', '!Fabrikam']);
    assert.deepEqual(filtered({ tenantIds: [fabrikam.tenantId] }), ['!Fabrikam']);
    assert.deepEqual(filtered({ tenantIds: [contoso.tenantId] }), ['lab[bare old]', 'shop[api web]', 'broken']);
  });

  it('leaves favourites out too, and counts what is shown of all', () => {
    const view = { ...plainView, filter: { text: 'api' }, favourites: [web.id.toLowerCase()] };
    const { levels, shown, total } = clusterLevels(all, view);
    assert.deepEqual([told(levels)[0], shown, total], ['shop[api]', 1, 4]);
  });

  it('counts a cluster once that two accounts see', () => {
    const both = listing([shop, seen('shop', [web], { account: ben })], { accounts: [ada, ben] });
    const { shown, total } = clusterLevels(both, { ...plainView, filter: { text: 'web' } });
    assert.deepEqual([shown, total], [1, 2]);
  });

  it('finds a cluster by its namespaces', () => {
    const found = listing([having([api, web], [namespaceOf(web, 'team-a')])]);
    assert.deepEqual(rows(found, { filter: { text: 'team-a' } }), ['shop/web']);
  });

  it('is one of what stands beside the clusters too: by what hidden clusters, namespaces and fleets are called, and where', () => {
    const only = listing([having([], [namespaceOf(web, 'team-a')], [fleetOf('fleet-a')])]);
    assert.deepEqual(rows(only), ['shop[?web fleet-a]']);
    const found = (text: string): string[] => rows(only, { filter: { text } });
    for (const text of ['team-a', 'web', 'shop WEB rg', 'westeurope team-a']) {
      assert.deepEqual(found(text), ['shop[?web]'], text);
    }
    for (const text of ['fleet', 'fleet-a rg northeurope']) {
      assert.deepEqual(found(text), ['shop[fleet-a]'], text);
    }
    assert.deepEqual(found('shop'), ['shop[?web fleet-a]']);
    assert.deepEqual(found('other'), []);
    assert.deepEqual(rows(only, { filter: { entra: ['none'] } }), []);
    assert.deepEqual(rows(only, { grouping: 'location' }), ['shop[?web fleet-a]']);
  });

  it('leaves out what stands beside a cluster that it lets through', () => {
    const both = listing([
      having([api], [namespaceOf(web, 'team-a'), namespaceOf(old, 'team-b')], [fleetOf('fleet-a')]),
    ]);
    assert.deepEqual(rows(both), ['shop[api ?old ?web fleet-a]']);
    assert.deepEqual(rows(both, { filter: { text: 'team-b' } }), ['shop[?old]']);
    assert.deepEqual(rows(both, { filter: { text: 'api' } }), ['shop/api']);
    assert.deepEqual(rows(both, { filter: { entra: ['managed'] } }), ['shop/api']);
    const view = { ...plainView, filter: { entra: ['managed' as const] }, grouping: 'location' as const };
    assert.deepEqual(told(clusterLevels(both, view).levels), ['eastus[api]']);
  });

  it('leaves nothing where what there was, be it no cluster, is left out', () => {
    const isNothingLeft = (subscriptions: readonly SeenSubscription[], text: string): boolean =>
      clusterLevels(listing(subscriptions), { ...plainView, filter: { text } }).isNothingLeft;
    const places = having([], [namespaceOf(web, 'team-a')]);
    assert.equal(isNothingLeft([places], 'other'), true);
    assert.equal(isNothingLeft([places], 'team'), false);
    assert.equal(isNothingLeft([shop, places], 'team'), false);
    assert.equal(isNothingLeft([shop], 'other'), true);
    assert.equal(isNothingLeft([seen('broken', offline), seen('empty', [])], 'other'), false);
  });
});

describe('the work for a tree', () => {
  it('grows with the clusters and no faster, whatever is wanted of them', () => {
    const view: ClusterView = {
      filter: { text: 'cluster', entra: ['managed', 'none', 'legacy'] },
      grouping: 'location',
      order: 'name',
      favourites: Array.from({ length: 1500 }, (_, at) => cluster('s', `cluster-${at}`).id.toLowerCase()),
    };
    for (const grouping of ['subscription', 'resourceGroup', 'location', 'entra'] as const) {
      const [few, many] = [750, 1500].map((count) => readsFor(count, { ...view, grouping }));
      assert.ok(few !== undefined && many !== undefined);
      // A little more than double: clusters are sorted.
      assert.ok(many < few * 2.4, `${grouping}: ${few}, ${many}`);
      assert.ok(many < 1500 * 250, `${grouping}: ${many}`);
    }
  });
});

/** How often a property of a cluster is read, where five stand in each subscription. */
function readsFor(count: number, view: ClusterView): number {
  let reads = 0;
  const counted = (one: Cluster): Cluster =>
    new Proxy(one, {
      get: (target, key) => {
        reads += 1;
        return Reflect.get(target, key) as unknown;
      },
    });
  const subscriptions = Array.from({ length: count / 5 }, (_, index) =>
    seen(
      `s${index}`,
      Array.from({ length: 5 }, (__, at) => counted(cluster(`s${index}`, `cluster-${(index * 7919 + at) % count}`))),
    ),
  );
  assert.equal(clusterLevels(listing(subscriptions), view).shown, count);
  return reads;
}
