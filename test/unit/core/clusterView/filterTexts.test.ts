import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyListing } from '../../../../src/core/listing/growingListing.ts';
import type { Listing } from '../../../../src/core/listing/inventory.ts';
import {
  type ClusterFilter,
  entraStates,
  keptClusterView,
  plainView,
} from '../../../../src/core/clusterView/clusterView.ts';
import {
  entraToShow,
  idsToShow,
  subscriptionsToFilter,
  tenantsToFilter,
  withFilter,
} from '../../../../src/core/clusterView/filterChoices.ts';
import { filterTold } from '../../../../src/core/clusterView/filterTexts.ts';
import { ada, ben, cluster, fabrikam, failed, seen } from '../clusters/listedClusters.ts';

const listing: Listing = {
  ...emptyListing([ada]),
  subscriptions: [seen('shop', [cluster('shop', 'web'), cluster('shop', 'api')]), seen('empty', [])],
  tenantFailures: [failed(fabrikam)],
};

function told(filter: ClusterFilter, of: Listing | undefined = listing) {
  return filterTold(keptClusterView({ ...plainView, filter }), of);
}

describe('what is told of a filter', () => {
  it('is nothing where there is none, though the clusters are grouped', () => {
    assert.equal(filterTold(undefined, listing), undefined);
    assert.equal(filterTold(keptClusterView({ ...plainView, grouping: 'entra' }), listing), undefined);
  });

  it('is what is shown and how many of how many, with a cleaned name', () => {
    const { words, message } = told({ text: 'w”eb\u202E', entra: ['none'] }) ?? {};
    assert.ok(words !== undefined && !words.includes('\u202E'));
    assert.match(words, /^“w"eb.*” · No Entra$/);
    assert.match(message ?? '', /^0 of 2 clusters shown: filter “/);
    assert.match(
      told({ text: 'web' })?.message ?? '',
      /^1 of 2 clusters shown: filter “web” \(Clear Filter is above\)$/,
    );
  });

  it('names one tenant or subscription where it is known, and counts several', () => {
    assert.equal(told({ tenantIds: ['fabrikam'] })?.words, 'Fabrikam');
    assert.equal(told({ tenantIds: ['gone'], subscriptionIds: ['shop', 'lab'] })?.words, '1 tenant · 2 subscriptions');
    assert.deepEqual(told({ subscriptionIds: ['shop'] }, { ...emptyListing([ada]) }), { words: '1 subscription' });
  });
});

describe('what can be filtered by', () => {
  it('is each tenant and subscription that has a row', () => {
    assert.deepEqual(
      [tenantsToFilter(listing), subscriptionsToFilter(listing)].map((choices) => choices.map(({ value }) => value)),
      [['contoso', 'fabrikam'], ['shop']],
    );
  });

  it('is what was chosen too though it is not listed at the moment, last and as such', () => {
    const rows = subscriptionsToFilter(listing, ['gone', 'shop']).map(({ value, description }) => [value, description]);
    assert.deepEqual(rows, [
      ['shop', 'Contoso · 2 clusters'],
      ['gone', 'not listed at the moment'],
    ]);
    assert.deepEqual(
      [tenantsToFilter(undefined, ['gone']), tenantsToFilter(listing)].map((all) =>
        all.map(({ isListed }) => isListed),
      ),
      [[false], [true, true]],
    );
  });

  it('has each subscription once, with all the clusters that any account sees in it', () => {
    const [web, api] = [cluster('shop', 'web'), cluster('shop', 'api')];
    const both = [seen('shop', [web, api]), seen('shop', [api], { account: ben })];
    const told = subscriptionsToFilter({ ...emptyListing([ada, ben]), subscriptions: both });
    assert.deepEqual(
      told.map(({ description }) => description),
      ['Contoso · 2 clusters'],
    );
  });

  it('leaves nothing out where all that is listed is checked, or nothing; and keeps what is not listed now', () => {
    const choices = tenantsToFilter(listing, ['gone']);
    const [contoso, fabrikam, gone] = choices;
    assert.ok(contoso && fabrikam && gone);
    assert.equal(idsToShow(choices, []), undefined);
    assert.equal(idsToShow(choices, [contoso, fabrikam]), undefined);
    assert.deepEqual(idsToShow(choices, [contoso]), ['contoso']);
    assert.deepEqual(idsToShow(choices, [contoso, gone]), ['contoso', 'gone']);
    assert.deepEqual(idsToShow(choices, [contoso, fabrikam, gone]), ['contoso', 'fabrikam', 'gone']);
    const unlisted = tenantsToFilter(undefined, ['gone']);
    assert.deepEqual(idsToShow(unlisted, unlisted), ['gone']);
  });

  it('are all four Entra states at once too, which still leave out clusters without local accounts', () => {
    assert.deepEqual(entraToShow(entraStates), entraStates);
    assert.equal(entraToShow([]), undefined);
  });

  it('is set and taken away one by one', () => {
    assert.deepEqual(withFilter({ text: 'a' }, 'entra', ['none']), { text: 'a', entra: ['none'] });
    assert.deepEqual(withFilter({ text: 'a', entra: ['none'] }, 'text', undefined), { entra: ['none'] });
  });
});
