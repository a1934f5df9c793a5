import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyListing } from '../../../../src/core/listing/growingListing.ts';
import type { Listing } from '../../../../src/core/listing/inventory.ts';
import { listingFromSaved, savedListingFrom, textOfListing } from '../../../../src/core/savedListing/savedListing.ts';
import { asOf, type SeenSubscription, seenClusters } from '../../../../src/core/clusters/seenCluster.ts';

import type { Account } from '../../../../src/core/entra/signIn.ts';
import { ada, ben, cluster, contoso, fabrikam, failed, noon, offline, seen } from '../clusters/listedClusters.ts';

const managedBody = {
  currentKubernetesVersion: '1.33.5',
  fqdn: 'web.example',
  privateFQDN: 'web.privatelink.example',
  apiServerAccessProfile: { authorizedIPRanges: ['192.0.2.0/24'], enablePrivateCluster: true, disableRunCommand: true },
  aadProfile: { managed: true, enableAzureRBAC: true, adminGroupObjectIDs: ['g1'], tenantID: 'contoso' },
  powerState: { code: 'Running' },
  provisioningState: 'Succeeded',
  disableLocalAccounts: true,
};
const legacyBody = { aadProfile: { clientAppID: 'c', serverAppID: 's', tenantID: 'contoso' }, enableRBAC: true };
const place = {
  id: '/subscriptions/prod/resourceGroups/rg/providers/Microsoft.ContainerService/fleets/hub',
  name: 'hub',
  resourceGroup: 'rg',
  subscriptionId: 'prod',
  location: 'westeurope',
  tenantId: 'contoso',
};
const hub = { ...place, hasHub: true };
const web = cluster('prod', 'web', managedBody);
const team = {
  ...place,
  id: `${web.id}/managedNamespaces/team`,
  name: 'team',
  clusterId: web.id,
  clusterName: 'web',
  provisioningState: 'Succeeded',
};
const full: Listing = {
  ...emptyListing([ada, ben]),
  tenants: [
    { account: ada, tenant: contoso },
    { account: ada, tenant: fabrikam, isDeselected: true, isTyped: true },
  ],
  subscriptions: [
    withPlaces(seen('prod', [web, cluster('prod', 'old', legacyBody)])),
    seen('dev', [cluster('dev', 'plain')], { account: ben }),
    seen('empty', []),
    seen('broken', offline),
  ],
  tenantFailures: [failed(fabrikam)],
};

function withPlaces(of: SeenSubscription): SeenSubscription {
  return { ...of, outcome: { ...of.outcome, namespaces: [team], fleets: [hub] } };
}

function saved(listing = full): string {
  const text = textOfListing(listing);
  assert.ok(text);
  return text;
}

function listingFromText(text: string, selected: readonly Account[], others: readonly Account[]): Listing {
  return listingFromSaved(savedListingFrom(text), { selected, others });
}

function rows({ subscriptions }: Listing): string[] {
  return subscriptions.flatMap((each) =>
    seenClusters(each).map(({ account, cluster: { name } }) => `${account.label} ${name}`),
  );
}

describe('a saved listing', () => {
  it('keeps the namespaces and fleets of a subscription that could not be listed since', () => {
    const before = withPlaces(seen('prod', [web]));
    const failedSince = { ...before, outcome: { ...before.outcome, kind: 'failed', error: offline } } as const;
    const [prod] = listingFromText(saved({ ...full, subscriptions: [failedSince] }), [ada], []).subscriptions;
    assert.ok(prod);
    assert.deepEqual(prod.outcome.namespaces, [team]);
    assert.deepEqual(prod.outcome.fleets, [hub]);
  });

  it('comes back with all that its rows tell, marked as of when it was listed', () => {
    const read = listingFromText(saved(), [ada, ben], []);
    const [prod, dev, ...more] = read.subscriptions;
    const [before] = full.subscriptions;
    assert.ok(prod && dev && before?.outcome.kind === 'listed');
    assert.deepEqual(prod, { ...before, outcome: { ...before.outcome, isKept: true } });
    assert.deepEqual([asOf(prod), asOf(dev), more], [noon, noon, []]);
    assert.deepEqual(read.tenants, full.tenants);
    assert.deepEqual(read.tenantFailures, []);
  });

  it('has nothing of an account that VS Code does not name any more, or that is not selected', () => {
    assert.deepEqual(rows(listingFromText(saved(), [ben], [])), ['ben@contoso.com plain']);
    const relabelled = { ...ben, label: 'ben@fabrikam.com' };
    const read = listingFromText(saved(), [relabelled], [ada]);
    assert.deepEqual(rows(read), ['ben@fabrikam.com plain']);
    assert.deepEqual([read.accounts, read.otherAccounts, read.tenants], [[relabelled], [ada], []]);
    assert.deepEqual(rows(listingFromText(saved(), [], [])), []);
  });

  it('keeps what a failed subscription had before, as of then', () => {
    const kept = { kind: 'failed', error: offline, kept: [web] } as const;
    const listing = { ...full, subscriptions: [{ ...seen('prod', [], { at: noon - 1 }), outcome: kept }] };
    const [read] = listingFromText(saved(listing), [ada], []).subscriptions;
    assert.ok(read);
    assert.deepEqual([read.outcome.kind, asOf(read), seenClusters(read).length], ['listed', noon - 1, 1]);
  });

  it('keeps what stands beside the clusters of a failed subscription too', () => {
    const outcome = { kind: 'failed', error: offline, namespaces: [team], fleets: [hub] } as const;
    const listing = { ...full, subscriptions: [{ ...seen('prod', []), outcome }] };
    const [read] = listingFromText(saved(listing), [ada], []).subscriptions;
    assert.deepEqual([read?.outcome.namespaces, read?.outcome.fleets], [[team], [hub]]);
  });

  it('holds no error, and nothing of an account but its id', () => {
    assert.doesNotMatch(saved(), /no network|contoso\.com/);
  });

  it('is ignored where it is broken, foreign, or of another version', () => {
    const texts = ['', '{', 'null', '[]', '7', '"x"', '{"version":1}', '{"version":1,"accounts":7}', '{"accounts":[]}'];
    const others = [saved().replace('"version":1', '"version":2'), saved().slice(0, -9)];
    for (const text of [...texts, ...others]) {
      assert.deepEqual(listingFromText(text, [ada], []).subscriptions, [], text.slice(0, 40));
    }
  });

  it('leaves out each thing that is not as it should be, whatever stands in its place', () => {
    const whole: unknown = JSON.parse(saved());
    let changed = 0;
    for (const odd of [null, 0, '', [], {}, [[null]], { kind: 'managed' }, 'x'.repeat(9)]) {
      for (const text of eachPlace(whole, odd)) {
        changed += 1;
        const read = listingFromText(text, [ada, ben], []);
        for (const each of read.subscriptions.flatMap(seenClusters)) {
          assert.equal(typeof each.cluster.name, 'string');
          assert.ok(each.cluster.id.endsWith(`/${each.cluster.name}`), text);
          assert.ok(['managed', 'legacy', 'none'].includes(each.cluster.entra.kind));
          assert.ok(!Number.isNaN(new Date(each.asOf ?? 0).getTime()));
        }
      }
    }
    assert.ok(changed > 500);
  });

  it('leaves out what is called as nothing is called that was saved', () => {
    const named = (from: string) => listingFromText(saved().replaceAll(`"${from}"`, '"[a](command:b)"'), [ada], []);
    assert.deepEqual(named(contoso.displayName).subscriptions, []);
    const [{ outcome } = { outcome: undefined }] = named('team').subscriptions;
    assert.ok(outcome?.kind === 'listed' && outcome.namespaces === undefined && outcome.clusters.length === 2);
  });

  it('has no row twice, though the file does', () => {
    const { version, accounts } = JSON.parse(saved()) as { version: number; accounts: { subscriptions: unknown[] }[] };
    const twice = accounts.map((each) => ({ ...each, subscriptions: [...each.subscriptions, ...each.subscriptions] }));
    const text = JSON.stringify({ version, accounts: [...twice, ...twice] });
    assert.equal(rows(listingFromText(text, [ada], [])).length, 2);
  });
});

/** The value as JSON with another one in each place in turn. */
function eachPlace(value: unknown, odd: unknown): string[] {
  const texts: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) {
      return;
    }
    const fields = node as Record<string, unknown>;
    for (const [key, before] of Object.entries(fields)) {
      fields[key] = odd;
      texts.push(JSON.stringify(value));
      fields[key] = before;
      visit(before);
    }
  };
  visit(value);
  return texts;
}
