import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type {
  BesideClusters,
  Caller,
  ClusterDirectory,
  FoundRows,
  Subscription,
  Tenant,
} from '../../../../src/core/clusters/clusterPorts.ts';
import { listClusters, type ListingStep } from '../../../../src/core/listing/listClusters.ts';
import { ada, cluster, contoso } from '../clusters/listedClusters.ts';

const denied = new AksEntraError('missingRole', 'Denied.');
const settled = { provisioningState: 'Succeeded' };

/** One tenant: its query tells page after page, and then fails where it is told to. */
class OneTenant implements ClusterDirectory {
  pages: Cluster[][] = [];
  failure: AksEntraError | undefined;
  states: Record<string, string> = {};
  lists: Record<string, Cluster[] | AksEntraError> = {};
  ahead: string | undefined;
  besideFailure: AksEntraError | undefined;
  readonly listed: string[] = [];

  tenants(): Promise<Tenant[]> {
    return Promise.resolve([contoso]);
  }
  subscriptions(): Promise<Subscription[]> {
    return Promise.resolve(
      Object.entries(this.states).map(([subscriptionId, state]) => ({
        subscriptionId,
        displayName: subscriptionId,
        tenantId: contoso.tenantId,
        state,
      })),
    );
  }
  clusters(_: Caller, { subscriptionId }: Subscription): Promise<Cluster[]> {
    this.listed.push(subscriptionId);
    const answer = this.lists[subscriptionId] ?? [];
    return answer instanceof AksEntraError ? Promise.reject(answer) : Promise.resolve(answer);
  }
  besideClusters(): Promise<BesideClusters> {
    return this.besideFailure === undefined
      ? Promise.resolve({ namespaces: [], fleets: [] })
      : Promise.reject(this.besideFailure);
  }
  async query(_: Caller, _tenantId: string, onRows: (rows: FoundRows) => void): Promise<void> {
    for (const clusters of this.pages) {
      await Promise.resolve();
      onRows({ clusters, namespaces: [], fleets: [] });
    }
    if (this.failure !== undefined) {
      throw this.failure;
    }
  }
  isAheadOfQuery({ subscriptionId }: Subscription): boolean {
    return subscriptionId === this.ahead;
  }
}

/** What is told of subscriptions, in its order. */
async function told(directory: ClusterDirectory): Promise<string[]> {
  const steps: ListingStep[] = [];
  const caller: Caller = { account: ada, interaction: 'silent', signal: new AbortController().signal };
  await listClusters(directory, caller, (step) => steps.push(step), Date.now);
  return steps.map((step) => {
    if (step.kind !== 'subscription') {
      return `${step.kind}: ${step.failure.error.code}`;
    }
    const { subscription, outcome } = step.seen;
    if (outcome.kind === 'listed' && outcome.placesError !== undefined) {
      return `${subscription.subscriptionId}: ${outcome.clusters.length} clusters, and ${outcome.placesError.code}`;
    }
    const found = outcome.kind === 'failed' ? outcome.error.code : outcome.clusters.map(({ name }) => name).join(' ');
    return `${subscription.subscriptionId}: ${found}`;
  });
}

describe('listTenant', () => {
  it('tells a subscription when its rows are there, and asks for no list', async () => {
    const directory = new OneTenant();
    directory.states = { a: 'Enabled', b: 'Enabled', c: 'Enabled' };
    directory.pages = [[cluster('a', 'web', settled), cluster('B', 'one', settled)], [cluster('b', 'two', settled)]];
    assert.deepEqual(await told(directory), ['a: web', 'b: one two', 'c: ']);
    assert.deepEqual(directory.listed, []);
  });

  it('lists what the query did not tell before it failed, and nothing twice', async () => {
    const directory = new OneTenant();
    directory.states = { a: 'Enabled', b: 'Enabled', c: 'Enabled' };
    directory.pages = [[cluster('a', 'web', settled), cluster('b', 'one', settled)]];
    directory.failure = new AksEntraError('throttled', 'Limited.');
    directory.lists = { b: [cluster('b', 'one', settled), cluster('b', 'two', settled)], c: denied };
    const steps = await told(directory);
    assert.equal(steps[0], 'a: web');
    assert.deepEqual([...new Set(steps)].toSorted(), [
      'a: web',
      'b: one two',
      'c: missingRole',
      'queryFailed: throttled',
    ]);
    assert.deepEqual(directory.listed.toSorted(), ['b', 'c']);
  });

  it('lists disabled subscriptions and those that were changed from here, of which the query knows too little', async () => {
    const directory = new OneTenant();
    directory.states = { off: 'Disabled', changed: 'Enabled', gone: 'Deleted' };
    directory.ahead = 'changed';
    directory.pages = [[cluster('changed', 'old', settled), cluster('gone', 'x', settled)]];
    directory.lists = { changed: [cluster('changed', 'new', settled)], off: [cluster('off', 'attic', settled)] };
    assert.deepEqual([...new Set(await told(directory))].toSorted(), ['changed: new', 'off: attic']);
  });

  it('looks again at what is being changed, and keeps what the query told where that fails', async () => {
    const directory = new OneTenant();
    directory.states = { a: 'Enabled', b: 'Enabled' };
    const busy = { provisioningState: 'Updating' };
    directory.pages = [[cluster('a', 'web', busy), cluster('b', 'api', busy)]];
    directory.lists = { a: [cluster('a', 'web', settled), cluster('a', 'fresh', settled)], b: denied };
    assert.deepEqual(await told(directory), ['a: web', 'b: api', 'a: fresh web']);
  });

  it('says what could not be listed beside the clusters, be there clusters or none', async () => {
    const directory = new OneTenant();
    directory.states = { a: 'Enabled', b: 'Enabled' };
    directory.failure = denied;
    directory.lists = { a: [cluster('a', 'web', settled)] };
    directory.besideFailure = new AksEntraError('throttled', 'Limited.');
    const steps = await told(directory);
    assert.ok(steps.includes('a: 1 clusters, and throttled') && steps.includes('b: 0 clusters, and throttled'));
  });

  it('says nothing of the query where the subscriptions cannot be listed either', async () => {
    const directory = new OneTenant();
    directory.failure = denied;
    directory.subscriptions = () => Promise.reject(denied);
    assert.deepEqual(await told(directory), ['tenantFailed: missingRole']);
  });

  it('shows rows of a subscription that the list of subscriptions does not have yet', async () => {
    const directory = new OneTenant();
    directory.pages = [[cluster('new', 'web', settled)]];
    assert.deepEqual(await told(directory), ['new: web']);
  });
});
