import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type {
  BesideClusters,
  Caller,
  ClusterDirectory,
  Subscription,
  Tenant,
} from '../../../../src/core/clusters/clusterPorts.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { clusterFromArm } from '../../../../src/core/clusters/clusterFromArm.ts';
import { keyOfListing } from '../../../../src/core/listing/subscriptionListings.ts';
import { listClusters, type ListingStep } from '../../../../src/core/listing/listClusters.ts';
import { cancellation, isCancellation } from '../../../../src/core/cancellation.ts';

const home: Tenant = { tenantId: 'home', displayName: 'Contoso' };
const guest: Tenant = { tenantId: 'guest', displayName: 'Fabrikam' };
const unavailable = new AksEntraError('azureUnavailable', 'Could not list: Azure answered 503.');

function caller(signal = new AbortController().signal): Caller {
  return { account: { id: 'a', label: 'ada@contoso.com' }, interaction: 'silent', signal };
}

function subscription(subscriptionId: string, tenantId = 'home', state = 'Enabled'): Subscription {
  return { subscriptionId, displayName: `Subscription ${subscriptionId}`, tenantId, state };
}

function cluster(subscriptionId: string, name: string): Cluster {
  const id = `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/${name}`;
  const read = clusterFromArm({ id }, 'home');
  assert.ok(read);
  return read;
}

/** A directory whose answers the test chooses; it counts how many calls run at a time. */
class ScriptedDirectory implements ClusterDirectory {
  mostAtOnce = 0;
  readonly asked: string[] = [];
  #running = 0;
  readonly #answers: Partial<ClusterDirectory>;

  constructor(answers: Partial<ClusterDirectory>) {
    this.#answers = answers;
  }

  tenants(who: Caller): Promise<Tenant[]> {
    return this.#counted('tenants', () => this.#answers.tenants?.(who));
  }
  subscriptions(who: Caller, tenantId: string): Promise<Subscription[]> {
    return this.#counted(`subscriptions ${tenantId}`, () => this.#answers.subscriptions?.(who, tenantId));
  }
  clusters(who: Caller, of: Subscription): Promise<Cluster[]> {
    return this.#counted(`clusters ${of.subscriptionId}`, () => this.#answers.clusters?.(who, of));
  }
  /** Refused, so that each subscription is listed: `listTenant.test.ts` has what a query tells. */
  query(): Promise<never> {
    return Promise.reject(new AksEntraError('missingRole', 'There is no query.'));
  }
  besideClusters(): Promise<BesideClusters> {
    return Promise.resolve({ namespaces: [], fleets: [] });
  }
  isAheadOfQuery(): boolean {
    return false;
  }

  async #counted<T>(what: string, answer: () => Promise<T[]> | undefined): Promise<T[]> {
    this.asked.push(what);
    this.#running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#running);
    try {
      await delay(1);
      return (await answer()) ?? [];
    } finally {
      this.#running -= 1;
    }
  }
}

type Step = Exclude<ListingStep, { kind: 'queryFailed' }>;

/** What is told in the end: of a subscription the last step. */
async function list(directory: ClusterDirectory, who = caller()): Promise<Step[]> {
  const steps: Step[] = [];
  await listClusters(
    directory,
    who,
    (step) => {
      if (step.kind !== 'queryFailed') {
        steps.push(step);
      }
    },
    Date.now,
  );
  const keys = steps.map((step) => (step.kind === 'subscription' ? keyOfListing(step.seen) : undefined));
  return steps.filter((_, at) => keys[at] === undefined || keys.lastIndexOf(keys[at]) === at);
}

/** Each step in a few words, in a fixed order. */
function summary(steps: readonly Step[]): string[] {
  return steps
    .map((step) => {
      if (step.kind === 'tenantFailed') {
        return `${step.failure.tenant.tenantId}: ${step.failure.error.code}`;
      }
      const { subscription: of, tenants, outcome } = step.seen;
      const found = outcome.kind === 'failed' ? outcome.error.code : outcome.clusters.map(({ name }) => name).join(' ');
      return `${tenants.lister.tenantId}/${of.subscriptionId}: ${found}`;
    })
    .toSorted();
}

describe('listClusters', () => {
  it('tells of each result who sees it, and of which tenant it is: the listing one, or the one that ARM names', async () => {
    const directory = new ScriptedDirectory({
      tenants: () => Promise.resolve([home, guest]),
      subscriptions: (_who, tenantId) =>
        tenantId === 'guest'
          ? Promise.reject(unavailable)
          : Promise.resolve([
              subscription('own'),
              { ...subscription('lent'), ownerTenantId: 'guest' },
              { ...subscription('foreign'), ownerTenantId: 'elsewhere' },
            ]),
      clusters: () => Promise.resolve([]),
    });
    const steps = await list(directory);
    const owners = steps.flatMap((step) =>
      step.kind === 'subscription'
        ? [[step.seen.subscription.subscriptionId, step.seen.tenants.owner.displayName, step.seen.tenants.lister]]
        : [],
    );
    assert.deepEqual(owners.toSorted(), [
      ['foreign', 'elsewhere', home],
      ['lent', 'Fabrikam', home],
      ['own', 'Contoso', home],
    ]);
    const accounts = steps.map((step) => (step.kind === 'subscription' ? step.seen : step.failure).account.id);
    assert.deepEqual(accounts, ['a', 'a', 'a', 'a']);
  });

  it('says where the owner is none of the account’s tenants, and knows its tenants in any case', async () => {
    const directory = new ScriptedDirectory({
      tenants: () => Promise.resolve([home, guest]),
      subscriptions: (_who, tenantId) =>
        Promise.resolve(
          tenantId === 'guest'
            ? []
            : [
                { ...subscription('lent'), ownerTenantId: 'GUEST' },
                { ...subscription('foreign'), ownerTenantId: 'elsewhere' },
              ],
        ),
      clusters: () => Promise.resolve([]),
    });
    const tenants = (await list(directory)).flatMap((step) =>
      step.kind === 'subscription' ? [step.seen.tenants] : [],
    );
    assert.deepEqual(tenants, [
      { owner: guest, lister: home },
      { owner: { tenantId: 'elsewhere', displayName: 'elsewhere' }, lister: home, isOwnerForeign: true },
    ]);
  });

  it('asks once for what a page repeats', async () => {
    const directory = new ScriptedDirectory({
      tenants: () => Promise.resolve([home, { ...home, tenantId: 'HOME' }]),
      subscriptions: () => Promise.resolve([subscription('s1'), subscription('s2'), subscription('S1')]),
    });
    assert.deepEqual(summary(await list(directory)), ['home/s1: ', 'home/s2: ']);
    assert.deepEqual(directory.asked, ['tenants', 'subscriptions home', 'clusters s1', 'clusters s2']);
  });

  it('lists the clusters of every subscription of every tenant, by name', async () => {
    const directory = new ScriptedDirectory({
      tenants: () => Promise.resolve([home, guest]),
      subscriptions: (_who, tenantId) =>
        Promise.resolve(tenantId === 'home' ? [subscription('s1'), subscription('s2')] : [subscription('s3', 'guest')]),
      clusters: (_who, { subscriptionId }) =>
        Promise.resolve(
          subscriptionId === 's2' ? [] : [cluster(subscriptionId, 'web'), cluster(subscriptionId, 'api')],
        ),
    });
    assert.deepEqual(summary(await list(directory)), ['guest/s3: api web', 'home/s1: api web', 'home/s2: ']);
  });

  it('reports a tenant that fails and goes on with the others', async () => {
    const directory = new ScriptedDirectory({
      tenants: () => Promise.resolve([guest, home]),
      subscriptions: (_who, tenantId) =>
        tenantId === 'guest' ? Promise.reject(unavailable) : Promise.resolve([subscription('s1')]),
      clusters: () => Promise.resolve([cluster('s1', 'web')]),
    });
    assert.deepEqual(summary(await list(directory)), ['guest: azureUnavailable', 'home/s1: web']);
  });

  it('reports a subscription that fails and goes on with the others', async () => {
    const directory = new ScriptedDirectory({
      tenants: () => Promise.resolve([home]),
      subscriptions: () => Promise.resolve([subscription('s1'), subscription('s2')]),
      clusters: (_who, { subscriptionId }) =>
        subscriptionId === 's1' ? Promise.reject(unavailable) : Promise.resolve([cluster('s2', 'web')]),
    });
    assert.deepEqual(summary(await list(directory)), ['home/s1: azureUnavailable', 'home/s2: web']);
  });

  it('fails where the tenants themselves cannot be listed', async () => {
    const directory = new ScriptedDirectory({ tenants: () => Promise.reject(unavailable) });
    await assert.rejects(list(directory), unavailable);
  });

  it('passes a defect on instead of showing it as a failing subscription', async () => {
    const directory = new ScriptedDirectory({
      tenants: () => Promise.resolve([home]),
      subscriptions: () => Promise.resolve([subscription('s1')]),
      clusters: () => Promise.reject(new TypeError('a defect')),
    });
    await assert.rejects(list(directory), TypeError);
  });

  it('asks nothing of deleted subscriptions, but lists disabled ones', async () => {
    const directory = new ScriptedDirectory({
      tenants: () => Promise.resolve([home]),
      subscriptions: () =>
        Promise.resolve([subscription('gone', 'home', 'Deleted'), subscription('off', 'home', 'Disabled')]),
    });
    assert.deepEqual(summary(await list(directory)), ['home/off: ']);
    assert.deepEqual(directory.asked, ['tenants', 'subscriptions home', 'clusters off']);
  });

  it('never lists more than 24 subscriptions at a time, and does list 24', async () => {
    const directory = new ScriptedDirectory({
      tenants: () => Promise.resolve([home]),
      subscriptions: () => Promise.resolve(Array.from({ length: 81 }, (_, at) => subscription(`s${at}`))),
    });
    assert.equal((await list(directory)).length, 81);
    assert.equal(directory.mostAtOnce, 24);
  });

  it('asks for no more subscriptions where Azure limits them all, and has a failure for each', async () => {
    const directory = new ScriptedDirectory({
      tenants: () => Promise.resolve([home]),
      subscriptions: () => Promise.resolve(Array.from({ length: 300 }, (_, at) => subscription(`s${at}`))),
      clusters: () => Promise.reject(new AksEntraError('throttled', 'Azure is limiting requests.')),
    });
    const steps = summary(await list(directory));
    assert.equal(steps.filter((step) => step.endsWith(': throttled')).length, 300);
    assert.ok(directory.asked.filter((what) => what.startsWith('clusters')).length <= 48);
  });

  it('ends with an AbortError on cancel and asks for nothing more', async () => {
    const controller = new AbortController();
    const directory = new ScriptedDirectory({
      tenants: () => Promise.resolve([home]),
      subscriptions: () => Promise.resolve(Array.from({ length: 60 }, (_, at) => subscription(`s${at}`))),
      clusters: (who) => {
        controller.abort();
        return who.signal.aborted ? Promise.reject(cancellation()) : Promise.resolve([]);
      },
    });
    await assert.rejects(list(directory, caller(controller.signal)), isCancellation);
    await delay(20);
    assert.equal(directory.asked.filter((what) => what.startsWith('clusters')).length, 24);
  });

  it('shows a tenant whose sign-in window the user closed as needing a sign-in, and goes on with the others', async () => {
    const directory = new ScriptedDirectory({
      tenants: () => Promise.resolve([guest, home]),
      subscriptions: (_who, tenantId) =>
        tenantId === 'guest' ? Promise.reject(cancellation()) : Promise.resolve([subscription('s1')]),
      clusters: () => Promise.resolve([cluster('s1', 'web')]),
    });
    assert.deepEqual(summary(await list(directory)), ['guest: signedOut', 'home/s1: web']);
  });
});
