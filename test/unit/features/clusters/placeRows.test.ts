import { rowsOfSubscription } from '../../../../src/core/clusterView/clusterFilter.ts';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { clusterFromArm } from '../../../../src/core/clusters/clusterFromArm.ts';
import { fleetFromArm, fleetMemberFromArm } from '../../../../src/core/clusters/fleet.ts';
import { type InventoryState, isShown } from '../../../../src/core/listing/inventory.ts';
import { managedNamespaceFromArm } from '../../../../src/core/clusters/managedNamespace.ts';
import { seenClusters, type SeenSubscription } from '../../../../src/core/clusters/seenCluster.ts';
import { seenFleets } from '../../../../src/core/clusters/seenPlaces.ts';
import { targetChoices } from '../../../../src/features/clusters/clusterChoices.ts';
import type { ClusterRow } from '../../../../src/features/clusters/clusterNodes.ts';
import { clusterRowId } from '../../../../src/features/clusters/clusterRowIds.ts';
import { type ListMembers, rowsBelow } from '../../../../src/features/clusters/clusterRows.ts';
import { clusterRowTexts } from '../../../../src/features/clusters/clusterRowTexts.ts';

const group = '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.ContainerService';
const account = { id: 'ada', label: 'ada@contoso.com' };
const tenant = { tenantId: 'contoso', displayName: 'Contoso' };
const visible = clusterFromArm({ id: `${group}/managedClusters/shop` }, 'contoso');
const members = [
  fleetMemberFromArm({ name: 'm1', properties: { clusterResourceId: `${group.toLowerCase()}/managedclusters/SHOP` } }),
  fleetMemberFromArm({ name: 'm2', properties: { clusterResourceId: `${group}/managedClusters/other` } }),
].flatMap((member) => member ?? []);

function seen(hasCluster: boolean): SeenSubscription {
  const namespaces = ['shop/checkout', 'shop/Search', 'dark/jobs'].flatMap((path) => {
    const [cluster = '', name = ''] = path.split('/');
    const id = `${group}/managedClusters/${cluster}/managedNamespaces/${name}`;
    return managedNamespaceFromArm({ id, name: path }, 'contoso') ?? [];
  });
  const fleets = [{ hubProfile: {} }, {}].flatMap(
    (properties, index) => fleetFromArm({ id: `${group}/fleets/f${index}`, properties }, 'contoso') ?? [],
  );
  return {
    account,
    tenants: { owner: tenant, lister: tenant },
    subscription: { subscriptionId: 's1', displayName: 'Dev', tenantId: 'contoso', state: 'Enabled' },
    at: 0,
    outcome: {
      kind: 'listed',
      clusters: hasCluster && visible !== undefined ? [visible] : [],
      namespaces: [...namespaces, ...namespaces],
      fleets,
    },
  };
}

/** All rows, below each other. */
async function below(of: SeenSubscription, listMembers: ListMembers): Promise<ClusterRow[]> {
  return (await tree(of, listMembers)).rows;
}

async function tree(
  of: SeenSubscription,
  listMembers: ListMembers,
  kind: 'loading' | 'listed' = 'listed',
): Promise<{ lines: string[]; ids: string[]; rows: ClusterRow[] }> {
  const state: InventoryState = { kind, accounts: [account], subscriptions: [of], tenantFailures: [] };
  const lines: string[] = [];
  const ids: string[] = [];
  const all: ClusterRow[] = [];
  const show = async (row: ClusterRow | undefined, indent: string): Promise<void> => {
    const none = (): Promise<never> => Promise.reject(new Error('Nobody asks for it.'));
    const rows = await rowsBelow(row, state, none, none, () => undefined, listMembers, {
      signIn: { claimsOf: () => undefined, token: none },
      groupMembership: none,
    });
    for (const below of rows) {
      const onMachine = { place: 'none', isCurrent: false, isForOtherPrograms: false } as const;
      const { label, contextValue } = clusterRowTexts(below.node, () => onMachine);
      ids.push(clusterRowId(below));
      all.push(below);
      if (contextValue !== 'fact') {
        lines.push(`${indent}${label} ${contextValue}`);
        await show(below, `${indent} `);
      }
    }
  };
  await show(undefined, '');
  return { lines, ids, rows: all };
}

describe('the rows of managed namespaces and fleets', () => {
  it('stand below their cluster, or one that says that it is not seen; fleets with their members', async () => {
    const { lines, ids } = await tree(seen(true), () => Promise.resolve([...members, ...members]));
    assert.deepEqual(lines, [
      'Dev subscription',
      ' shop cluster',
      '  checkout namespace',
      '  Search namespace',
      ' dark hiddenCluster',
      '  jobs namespace',
      ' f0 fleet',
      '  SHOP fleetMember',
      '  other hiddenFleetMember',
      ' f1 fleetWithoutHub',
      '  SHOP fleetMember',
      '  other hiddenFleetMember',
    ]);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('offer what their context allows where the kubeconfig has it', async () => {
    const rows = await below(seen(true), () => Promise.resolve([]));
    const texts = (place: 'none' | 'context'): string[] =>
      rows.map(
        ({ node }) =>
          clusterRowTexts(node, ({ id }) => ({
            place: /managedNamespaces\/checkout$|fleets\/f0$/.test(id) ? place : 'none',
            isCurrent: false,
            isForOtherPrograms: false,
          })).contextValue,
      );
    const places = /^(namespace|fleet(InKubeconfig|WithoutHub)?$)/;
    assert.deepEqual(
      texts('none').filter((kind) => places.test(kind)),
      ['namespace', 'namespace', 'namespace', 'fleet', 'fleetWithoutHub'],
    );
    assert.deepEqual(
      texts('context').filter((kind) => places.test(kind)),
      ['namespaceInKubeconfig', 'namespace', 'namespace', 'fleetInKubeconfig', 'fleetWithoutHub'],
    );
  });

  it('are counted where there are no clusters, and not where they are', () => {
    const told = (of: SeenSubscription, shown: number): string | undefined =>
      clusterRowTexts(
        { kind: 'subscription', seen: of, ...rowsOfSubscription(of), clusters: seenClusters(of).slice(0, shown) },
        () => ({
          place: 'none',
          isCurrent: false,
          isForOtherPrograms: false,
        }),
      ).description;
    assert.equal(told(seen(true), 1), 'Contoso · 1 cluster');
    assert.equal(told(seen(false), 0), 'Contoso · 3 managed namespaces, 2 fleets');
    const only = (outcome: object): SeenSubscription => ({
      ...seen(false),
      outcome: { kind: 'listed', clusters: [], ...outcome },
    });
    const { outcome } = seen(false);
    assert.equal(told(only({ namespaces: outcome.namespaces?.slice(0, 1) }), 0), 'Contoso · 1 managed namespace');
    assert.equal(told(only({ fleets: outcome.fleets?.slice(0, 1) }), 0), 'Contoso · 1 fleet');
    assert.equal(told(only({}), 0), 'Contoso · 0 clusters');
    // What a filter hides is told as ever.
    assert.equal(told(seen(true), 0), 'Contoso · 0 of 1 cluster');
  });

  it('say why they could not be listed, with a way to try again', async () => {
    const placesError = new AksEntraError('throttled', 'Azure is limiting requests.');
    const half: SeenSubscription = { ...seen(true), outcome: { kind: 'listed', clusters: [], placesError } };
    const { lines } = await tree(half, () => Promise.resolve([]));
    assert.deepEqual(lines, ['Dev subscription', ' Azure is limiting requests. subscriptionError', ' Retry action']);
    const { description, accessibleLabel } = clusterRowTexts(
      { kind: 'subscription', seen: half, clusters: [], hidden: [], fleets: [] },
      () => ({
        place: 'none',
        isCurrent: false,
        isForOtherPrograms: false,
      }),
    );
    assert.equal(description, 'Contoso · namespaces and fleets could not be listed');
    assert.match(accessibleLabel ?? '', /Azure is limiting requests\.$/);
  });

  it('are there for who sees no cluster at all', async () => {
    assert.equal(isShown(seen(false)), true);
    const { lines } = await tree(seen(false), () =>
      Promise.reject(new AksEntraError('missingRole', 'Could not list the members.')),
    );
    assert.deepEqual(lines.slice(0, 4), [
      'Dev subscription',
      ' dark hiddenCluster',
      '  jobs namespace',
      ' shop hiddenCluster',
    ]);
    assert.equal(lines.at(-1), '  Members could not be listed fleetNote');
  });

  it('ask once for the members of a fleet that is open while a listing grows', async () => {
    let asked = 0;
    const of = seen(true);
    const draw = (kind: 'loading' | 'listed'): Promise<unknown> =>
      tree(
        of,
        () => {
          asked += 1;
          return Promise.resolve(members);
        },
        kind,
      );
    for (const kind of ['loading', 'loading', 'loading', 'listed', 'listed'] as const) {
      await draw(kind);
    }
    assert.equal(asked, 2, 'once for each fleet');
    await tree(seen(true), () => Promise.reject(new AksEntraError('offline', 'No network.')), 'listed');
  });

  it('ask again for members that could not be listed, once nothing grows', async () => {
    let asked = 0;
    const of = seen(true);
    for (const kind of ['loading', 'loading', 'listed', 'listed'] as const) {
      await tree(
        of,
        () => {
          asked += 1;
          return Promise.reject(new AksEntraError('offline', 'No network.'));
        },
        kind,
      );
    }
    assert.equal(asked, 4, 'of two fleets, once while it grew, and once after it had failed');
  });

  it('offer a sign-in where the members need one, and else another try', () => {
    const remedies = (['signedOut', 'offline'] as const).map((code) => {
      const [first] = seen(true).outcome.fleets ?? [];
      assert.ok(first);
      const { account: who, tenants, subscription } = seen(true);
      const note = { kind: 'fleetNote', seen: { fleet: first, account: who, tenants, subscription } } as const;
      return clusterRowTexts({ ...note, error: new AksEntraError(code, 'Why.') }, () => assert.fail()).remedy?.kind;
    });
    assert.deepEqual(remedies, ['signIn', 'refreshClusters']);
  });

  it('do not say whether a fleet has a hub where the list does not tell', () => {
    const of = seen(true);
    const fleets = (of.outcome.fleets ?? []).flatMap(({ id }) => fleetFromArm({ id }, 'contoso') ?? []);
    const [fleet] = seenFleets({ ...of, outcome: { ...of.outcome, fleets } });
    assert.ok(fleet);
    const texts = clusterRowTexts({ kind: 'fleet', seen: fleet }, () => ({
      place: 'none',
      isCurrent: false,
      isForOtherPrograms: false,
    }));
    assert.deepEqual([texts.description, texts.contextValue], ['fleet', 'fleet']);
    assert.match(JSON.stringify(texts.tooltip), /if it has one/);
    const state: InventoryState = {
      kind: 'listed',
      accounts: [account],
      subscriptions: [{ ...of, outcome: { ...of.outcome, fleets } }],
      tenantFailures: [],
    };
    const labels = targetChoices(state).flatMap(({ choices }) => choices.map(({ label }) => label));
    assert.deepEqual(labels.slice(-2), ['f0 (hub, if it has one)', 'f1 (hub, if it has one)']);
  });

  it('are offered beside the clusters where a credential is picked, hubs only where there are some', () => {
    const state: InventoryState = {
      kind: 'listed',
      accounts: [account],
      subscriptions: [seen(true)],
      tenantFailures: [],
    };
    const [choices] = targetChoices(state).map((one) => one.choices);
    assert.deepEqual(
      choices?.map(({ label, value }) => [label, value?.cluster.name]),
      [
        ['shop', 'shop'],
        ['shop / checkout', 'shop-checkout'],
        ['dark / jobs', 'dark-jobs'],
        ['shop / Search', 'shop-Search'],
        ['f0 (hub)', 'f0-hub'],
      ],
    );
  });
});
