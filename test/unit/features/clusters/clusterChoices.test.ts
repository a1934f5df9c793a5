import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { managedNamespaceFromArm } from '../../../../src/core/clusters/managedNamespace.ts';
import type { Account } from '../../../../src/core/entra/signIn.ts';
import { emptyListing, keptListing } from '../../../../src/core/listing/growingListing.ts';
import type { InventoryState } from '../../../../src/core/listing/inventory.ts';
import type { SeenSubscription } from '../../../../src/core/clusters/seenCluster.ts';
import type { Tenant } from '../../../../src/core/clusters/clusterPorts.ts';
import { eachSubscriptionOnce } from '../../../../src/core/listing/subscriptionListings.ts';
import {
  clusterChoices,
  nothingFound,
  severalChoice,
  severalChoices,
  targetChoices,
  unreached,
} from '../../../../src/features/clusters/clusterChoices.ts';
import { ada, ben, cluster, contoso, fabrikam, failed, offline, seen } from '../../core/clusters/listedClusters.ts';

const aadProfile = { managed: true };
const shop = [cluster('shop', 'web', { aadProfile, kubernetesVersion: '1.33.2' }), cluster('shop', 'api')];

function listed(...subscriptions: SeenSubscription[]): InventoryState {
  return { kind: 'listed', ...emptyListing([ada]), subscriptions };
}

describe('a picker of clusters', () => {
  it('groups the clusters by subscription and owning tenant, and leaves out what has none', () => {
    const delegated = { ...seen('lab', [cluster('lab', 'gpu')]), tenants: { owner: fabrikam, lister: contoso } };
    const groups = clusterChoices(listed(seen('shop', shop), seen('empty', []), seen('broken', offline), delegated));
    assert.deepEqual(
      groups.map(({ label, choices }) => [label, choices.map((choice) => choice.label)]),
      [
        ['shop (Contoso)', ['web', 'api']],
        ['lab (Fabrikam)', ['gpu']],
      ],
    );
  });

  it('has a subscription once that two tenants list, and says whose it is where the owner is none of the account’s', () => {
    const owner = { tenantId: 'stranger', displayName: 'stranger' };
    const foreign = (lister: Tenant): SeenSubscription => ({
      ...seen('lent', [cluster('lent', 'gpu')]),
      tenants: { owner, lister, isOwnerForeign: true },
    });
    const state = listed(...eachSubscriptionOnce([foreign(fabrikam), foreign(contoso)]));
    const groups = clusterChoices(state);
    assert.deepEqual(
      groups.map(({ label, choices }) => [label, choices.map(({ value }) => value?.tenants.lister.displayName)]),
      [['lent (Contoso · of stranger…)', ['Contoso']]],
    );
    assert.equal(severalChoice(state), undefined);
  });

  it('begins with the clusters of the account that was chosen last, where several see the same', () => {
    const both = [seen('shop', shop), seen('shop', shop, { account: ben }), seen('lab', shop)];
    const state: InventoryState = { kind: 'listed', ...emptyListing([ben, ada]), subscriptions: both };
    const headings = [
      'shop (Contoso) · ben@contoso.com',
      'shop (Contoso) · ada@contoso.com',
      'lab (Contoso) · ada@contoso.com',
    ];
    assert.deepEqual(
      clusterChoices(state).map(({ label }) => label),
      headings,
    );
    assert.deepEqual(
      targetChoices(state).map(({ label }) => label),
      headings,
    );
  });

  it('can be searched by resource group, Entra fact and subscription, and chooses with who sees the cluster', () => {
    const [group] = clusterChoices(listed(seen('shop', shop, { account: ben })));
    const [web] = group?.choices ?? [];
    assert.equal(web?.description, 'rg');
    assert.match(web.detail ?? '', /Entra managed · .*1\.33\.2 · shop$/);
    assert.equal(web.value?.account, ben);
  });

  it('marks what kubectl does not reach, or not from everywhere, before it is chosen', () => {
    const provisioningState = 'Succeeded';
    const stopped = cluster('shop', 'asleep', { aadProfile, provisioningState, powerState: { code: 'Stopped' } });
    const hidden = cluster('shop', 'vault', { aadProfile, apiServerAccessProfile: { enablePrivateCluster: true } });
    const [group] = clusterChoices(listed(seen('shop', [stopped, hidden])));
    const [first, second] = group?.choices ?? [];
    assert.match(first?.detail ?? '', /^stopped · /);
    assert.match(second?.detail ?? '', / · private · /);
  });

  it('has rows while a listing runs, and none where there is no listing', () => {
    assert.equal(clusterChoices({ ...listed(seen('shop', shop)), kind: 'loading' } as InventoryState).length, 1);
    const others: readonly InventoryState[] = [
      { kind: 'starting' },
      { kind: 'signedOut' },
      { kind: 'failed', error: offline },
    ];
    assert.deepEqual(
      others.flatMap((state) => clusterChoices(state)),
      [],
    );
  });

  it('begins with the favourites, each offered once', () => {
    const [web] = shop;
    const groups = clusterChoices(listed(seen('shop', shop)), [web?.id.toLowerCase() ?? '']);
    assert.deepEqual(
      groups.map(({ label, choices }) => [label, choices.map((choice) => choice.label)]),
      [
        ['Favourites', ['web']],
        ['shop (Contoso)', ['api']],
      ],
    );
  });

  it('has the clusters of every subscription below its own heading, where two are called the same', () => {
    const named = (id: string, clusters: readonly Cluster[]): SeenSubscription => {
      const one = seen(id, clusters);
      return { ...one, subscription: { ...one.subscription, displayName: 'Pay-As-You-Go' } };
    };
    const state = listed(named('shop', shop), named('lab', [cluster('lab', 'gpu')]));
    const expected = [
      ['Pay-As-You-Go (Contoso)', ['web', 'api']],
      ['Pay-As-You-Go (Contoso)', ['gpu']],
    ];
    for (const groups of [clusterChoices(state), targetChoices(state), severalChoices(state).groups]) {
      assert.deepEqual(
        groups.map(({ label, choices }) => [label, choices.map((choice) => choice.label)]),
        expected,
      );
    }
  });

  it('begins with the favourites where a credential is picked too', () => {
    const [web] = shop;
    assert.ok(web);
    const favourites = [web.id.toLowerCase()];
    const labels = (chosen: readonly string[]): unknown[] =>
      targetChoices(listed(seen('shop', shop)), chosen).map(({ label, choices }) => [label, choices.length]);
    assert.deepEqual(labels(favourites), [
      ['Favourites', 1],
      ['shop (Contoso)', 1],
    ]);
    assert.deepEqual(labels([]), [['shop (Contoso)', 2]]);
  });

  it('says of every row whose it is where several accounts are listed, since both may see one cluster', () => {
    const [web, api] = shop;
    assert.ok(web && api);
    const namespace = managedNamespaceFromArm({ id: `${api.id}/managedNamespaces/team-a` }, 'contoso');
    assert.ok(namespace);
    const of = (account: Account): SeenSubscription => ({
      ...seen('shop', [web], { account }),
      outcome: { kind: 'listed', clusters: [web], namespaces: [namespace] },
    });
    const state = { ...listed(of(ada), of(ben)), ...{ accounts: [ada, ben] } };
    const details = (all: ReturnType<typeof targetChoices>): unknown[] =>
      all.flatMap(({ choices }) => choices.map(({ label, detail }) => [label, detail?.split(' · ').at(-1)]));
    assert.deepEqual(details(targetChoices(state, [web.id.toLowerCase()])), [
      ['web', ada.label],
      ['web', ben.label],
      ['api / team-a', ada.label],
      ['api / team-a', ben.label],
    ]);
    assert.deepEqual(details(targetChoices(listed(of(ada)))), [
      ['web', 'shop'],
      ['api / team-a', 'shop'],
    ]);
  });

  it('leaves out what only a former listing had', () => {
    const before: InventoryState = listed(seen('shop', shop));
    const kept = keptListing(before) ?? emptyListing([]);
    assert.deepEqual(clusterChoices({ kind: 'failed', error: offline, kept }), []);
    assert.deepEqual(clusterChoices({ kind: 'loading', ...kept }), []);
    assert.equal(clusterChoices(before).length, 1);
  });

  it('offers several only where there are two, in whichever subscriptions', () => {
    const [web, api] = shop;
    assert.ok(web && api);
    assert.equal(severalChoice(listed())?.value, undefined);
    assert.equal(severalChoice(listed(seen('shop', [web])))?.value, undefined);
    assert.equal(severalChoice(listed(seen('shop', shop)))?.value, 'several');
    assert.equal(severalChoice(listed(seen('shop', [web]), seen('lab', [api])))?.value, 'several');
  });
});

describe('a cluster without any credential', () => {
  const sealed = cluster('shop', 'sealed', { disableLocalAccounts: true, provisioningState: 'Succeeded' });
  const state = listed(seen('shop', [...shop, sealed]), seen('lab', [sealed]));

  it('is marked in the picker of one, where the choice explains it', () => {
    const rows = clusterChoices(state).flatMap(({ choices }) => choices);
    const details = rows.map(({ label, detail = '' }) => [
      label,
      detail.startsWith('$(circle-slash) no sign-in possible'),
    ]);
    assert.deepEqual(details, [
      ['web', false],
      ['api', false],
      ['sealed', true],
      ['sealed', true],
    ]);
  });

  it('is left out of the picker of several, which says so', () => {
    const { groups, leftOut } = severalChoices(state);
    assert.deepEqual(
      groups.map(({ label, choices }) => [label, choices.map((choice) => choice.label)]),
      [['shop (Contoso)', ['web', 'api']]],
    );
    assert.equal(leftOut, 'left out, as no sign-in is possible: “sealed” and “sealed”');
    assert.equal(severalChoices(listed(seen('shop', shop))).leftOut, undefined);
  });

  it('does not count where several need two', () => {
    const [web] = shop;
    assert.ok(web);
    assert.equal(severalChoice(listed(seen('shop', [web, sealed]))), undefined);
  });
});

describe('a picker without any cluster', () => {
  const nothing = emptyListing([ada]);

  it('tells what failed, a tenant before a subscription, since that may hide all that there is', () => {
    const broken = { ...nothing, subscriptions: [seen('empty', []), seen('broken', offline)] };
    assert.equal(nothingFound(broken), offline);
    const tenantFailure = failed(fabrikam, ada, new AksEntraError('throttled', 'Too many requests.'));
    assert.equal(nothingFound({ ...broken, tenantFailures: [tenantFailure] }), tenantFailure.error);
  });

  it('tells of an account that failed too, and first what a sign-in mends, so that one is offered', () => {
    const signedOut = new AksEntraError('signedOut', 'Sign in to list the clusters.');
    const both = emptyListing([ada, ben]);
    const accountFailures = [{ account: ada, error: offline }];
    assert.equal(nothingFound({ ...both, accountFailures }), offline);
    assert.equal(
      nothingFound({ ...both, accountFailures: [...accountFailures, { account: ben, error: signedOut }] }),
      signedOut,
    );
    const tenantFailures = [failed(fabrikam, ben, signedOut)];
    assert.equal(nothingFound({ ...both, accountFailures, tenantFailures }), signedOut);
    assert.equal(unreached({ ...both, subscriptions: [seen('broken', offline)] }), undefined);
  });

  it('says whom nothing is visible to, and what to do', () => {
    const error = nothingFound(emptyListing([ada, ben]));
    assert.equal(error.code, 'notFound');
    assert.match(
      error.message,
      /^No AKS cluster is visible to ada@contoso\.com and ben@contoso\.com\. .*Reader on a subscription, .*Cluster User Role on a cluster, .*Namespace User on a managed namespace/,
    );
  });
});
