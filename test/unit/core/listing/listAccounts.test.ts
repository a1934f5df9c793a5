import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { BesideClusters, Caller, ClusterDirectory, Tenant } from '../../../../src/core/clusters/clusterPorts.ts';
import { emptyListing, sortedListing, withRowsBefore, withStep } from '../../../../src/core/listing/growingListing.ts';
import type { Listing } from '../../../../src/core/listing/inventory.ts';
import { listAccounts } from '../../../../src/core/listing/listAccounts.ts';
import type { TenantChoice } from '../../../../src/core/listing/tenantChoices.ts';
import type { Account } from '../../../../src/core/entra/signIn.ts';
import { ada, ben, cluster, contoso, fabrikam, noon, offline, seen } from '../clusters/listedClusters.ts';

const needsSignIn = new AksEntraError('signedOut', 'A sign-in to tenant fabrikam is needed.');
const home = { tenantId: '11111111-2222-3333-4444-555555555555', displayName: 'Contoso' };
const atHome: Account = { id: `99999999-2222-3333-4444-555555555555.${home.tenantId}`, label: 'ada@contoso.com' };

/** Every account sees the same tenants, each with a subscription of its own, in which is a cluster. */
class Directory implements ClusterDirectory {
  readonly asked: string[] = [];
  readonly callers: Caller[] = [];
  readonly refusals = new Map<string, Error>();
  readonly named: readonly Tenant[];

  constructor(...named: readonly Tenant[]) {
    this.named = named;
  }

  tenants(caller: Caller): Promise<Tenant[]> {
    return this.#answer(caller, 'tenants', [...this.named]);
  }
  subscriptions(caller: Caller, tenantId: string) {
    const subscription = { subscriptionId: `s-${tenantId}`, displayName: `S ${tenantId}`, tenantId, state: 'Enabled' };
    return this.#answer(caller, tenantId, [subscription]);
  }
  clusters(caller: Caller, { subscriptionId }: { subscriptionId: string }) {
    return this.#answer(caller, subscriptionId, [cluster(subscriptionId, 'web')]);
  }

  /** Refused, so that each subscription is listed. */
  query(): Promise<never> {
    return Promise.reject(new AksEntraError('missingRole', 'There is no query.'));
  }
  besideClusters(): Promise<BesideClusters> {
    return Promise.resolve({ namespaces: [], fleets: [] });
  }
  isAheadOfQuery(): boolean {
    return false;
  }

  #answer<T>(caller: Caller, what: string, answer: T): Promise<T> {
    this.callers.push(caller);
    const asked = `${caller.account.label} ${what}`;
    this.asked.push(asked);
    const refusal = this.refusals.get(asked);
    return refusal === undefined ? Promise.resolve(answer) : Promise.reject(refusal);
  }
}

async function listed(
  directory: ClusterDirectory,
  accounts: readonly Account[],
  choices: readonly TenantChoice[] = [],
): Promise<Listing> {
  let listing = emptyListing(accounts);
  const ports = { directory, choicesOf: () => choices, now: () => noon };
  await listAccounts(ports, accounts, new AbortController().signal, (step) => {
    listing = withStep(listing, step);
  });
  return sortedListing(listing);
}

function rows({ subscriptions }: Listing): string[] {
  return subscriptions.map(({ account, subscription }) => `${account.label} ${subscription.subscriptionId}`).toSorted();
}

describe('listing over accounts', () => {
  it('never prompts, and tells of each account its own', async () => {
    const directory = new Directory(contoso, fabrikam);
    const listing = await listed(directory, [ada, ben]);
    assert.deepEqual(rows(listing), [
      'ada@contoso.com s-contoso',
      'ada@contoso.com s-fabrikam',
      'ben@contoso.com s-contoso',
      'ben@contoso.com s-fabrikam',
    ]);
    assert.deepEqual(new Set(directory.callers.map(({ interaction }) => interaction)), new Set(['silent']));
    assert.deepEqual(
      listing.tenants?.map(({ account, tenant }) => `${account.label} ${tenant.displayName}`).toSorted(),
      ['ada@contoso.com Contoso', 'ada@contoso.com Fabrikam', 'ben@contoso.com Contoso', 'ben@contoso.com Fabrikam'],
    );
  });

  it('asks nothing for an account that is not selected, nor for a tenant that is left out', async () => {
    const directory = new Directory(contoso, fabrikam);
    const listing = await listed(directory, [ada], [{ ...fabrikam, isDeselected: true }]);
    assert.deepEqual(directory.asked, [
      'ada@contoso.com tenants',
      'ada@contoso.com contoso',
      'ada@contoso.com s-contoso',
    ]);
    assert.deepEqual(
      listing.tenants?.map(({ tenant, isDeselected }) => [tenant.displayName, isDeselected]),
      [
        ['Contoso', undefined],
        ['Fabrikam', true],
      ],
    );
  });

  it('asks nothing in the home tenant where that is left out: the tenants of the choice are listed', async () => {
    const directory = new Directory(home, fabrikam);
    const choices = [{ ...home, isDeselected: true }, fabrikam];
    assert.deepEqual(rows(await listed(directory, [atHome], choices)), ['ada@contoso.com s-fabrikam']);
    assert.deepEqual(directory.asked, ['ada@contoso.com fabrikam', 'ada@contoso.com s-fabrikam']);
  });

  it('lists a tenant that was typed in beside those that Azure names', async () => {
    const typed = { tenantId: 'northwind', displayName: 'northwind.com', isTyped: true };
    const listing = await listed(new Directory(contoso), [ada], [typed]);
    assert.deepEqual(rows(listing), ['ada@contoso.com s-contoso', 'ada@contoso.com s-northwind']);
  });

  it('goes on with the others where a tenant needs a sign-in, or an account fails', async () => {
    const directory = new Directory(contoso, fabrikam);
    directory.refusals.set('ada@contoso.com fabrikam', needsSignIn);
    directory.refusals.set('ben@contoso.com tenants', offline);
    const listing = await listed(directory, [ada, ben]);
    assert.deepEqual(rows(listing), ['ada@contoso.com s-contoso']);
    assert.deepEqual(
      listing.tenantFailures.map(({ account, tenant, error }) => [account, tenant, error]),
      [[ada, fabrikam, needsSignIn]],
    );
    assert.deepEqual(listing.accountFailures, [{ account: ben, error: offline }]);
  });

  it('lists what was chosen of guest tenants, and what was typed in, where the home tenant refuses to name any', async () => {
    const typed = { tenantId: 'northwind', displayName: 'northwind.com', isTyped: true };
    const directory = new Directory();
    directory.refusals.set('ada@contoso.com tenants', needsSignIn);
    const listing = await listed(directory, [atHome], [home, { ...fabrikam, isDeselected: true }, typed]);
    assert.deepEqual(rows(listing), ['ada@contoso.com s-northwind']);
    assert.deepEqual(listing.accountFailures, [{ account: atHome, error: needsSignIn }]);
    // What Azure named before stays known.
    assert.equal(listing.tenants, undefined);
    // Where nothing answers, those would not either.
    directory.refusals.set('ada@contoso.com tenants', offline);
    await assert.rejects(listed(directory, [atHome], [home, typed]), offline);
  });

  it('ends where the only account fails, or with a defect', async () => {
    const directory = new Directory(contoso);
    directory.refusals.set('ada@contoso.com tenants', offline);
    await assert.rejects(listed(directory, [ada]), offline);
    const defect = new TypeError('a defect');
    directory.refusals.set('ada@contoso.com tenants', defect);
    await assert.rejects(listed(directory, [ada, ben]), defect);
  });
});

describe('a listing over accounts beside the one before', () => {
  const web = seen('prod', [cluster('prod', 'web')]);
  const bens = seen('dev', [cluster('dev', 'api')], { account: ben });
  const before: Listing = {
    ...emptyListing([ada, ben]),
    subscriptions: [web, bens],
    tenants: [
      { account: ada, tenant: contoso },
      { account: ben, tenant: contoso },
    ],
  };

  it('keeps the rows of an account that fails, as of before, and what is known of its tenants', () => {
    const now: Listing = {
      ...emptyListing([ada, ben]),
      subscriptions: [web],
      tenants: [{ account: ada, tenant: contoso }],
      accountFailures: [{ account: ben, error: offline }],
    };
    const after = withRowsBefore(now, before, 'ended');
    assert.deepEqual(after.subscriptions, [web, { ...bens, outcome: { ...bens.outcome, isKept: true } }]);
    assert.deepEqual(after.tenants, before.tenants);
    const failedBefore = { ...before, accountFailures: now.accountFailures ?? [] };
    assert.equal(withRowsBefore(emptyListing([ada, ben]), failedBefore).accountFailures?.length, 1);
    const heard = { ...emptyListing([ada, ben]), tenants: [{ account: ben, tenant: contoso }] };
    assert.equal(withRowsBefore(heard, failedBefore).accountFailures, undefined);
    assert.equal(withRowsBefore(emptyListing([ada]), failedBefore).accountFailures, undefined);
  });

  it('drops the rows of a tenant as soon as it is left out', () => {
    const now: Listing = {
      ...emptyListing([ada, ben]),
      tenants: [{ account: ada, tenant: { ...contoso, tenantId: 'CONTOSO' }, isDeselected: true }],
    };
    for (const progress of ['running', 'stopped', 'ended'] as const) {
      assert.equal(rows(withRowsBefore(now, before, progress)).includes('ada@contoso.com prod'), false);
    }
    assert.deepEqual(rows(withRowsBefore(now, before)), ['ben@contoso.com dev']);
  });
});
