import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type {
  BesideClusters,
  Caller,
  ClusterDirectory,
  FoundRows,
  Subscription,
  Tenant,
} from '../../../../src/core/clusters/clusterPorts.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { emptyListing, withStep } from '../../../../src/core/listing/growingListing.ts';
import { listClusters } from '../../../../src/core/listing/listClusters.ts';
import { limitConcurrency } from '../../../../src/core/limitConcurrency.ts';
import { ada, cluster } from '../clusters/listedClusters.ts';

const tenants = ['contoso', 'fabrikam', 'northwind'].map((tenantId): Tenant => ({ tenantId, displayName: tenantId }));
const inEach = 100;

/** Azure as a clock sees it: whatever is asked is answered when the next round ends, tokens one in each round. */
class RoundsDirectory implements ClusterDirectory {
  rounds = 0;
  calls = 0;
  readonly hasQuery: boolean;
  readonly #waiting: (() => void)[] = [];
  readonly #oneByOne = limitConcurrency(1);
  readonly #tokens = new Map<string, Promise<void>>();

  constructor(hasQuery: boolean) {
    this.hasQuery = hasQuery;
  }

  async until(work: Promise<unknown>): Promise<void> {
    const end = { isReached: false };
    const done = work.finally(() => {
      end.isReached = true;
    });
    for (;;) {
      // Everything that is not waiting for an answer goes on.
      for (let turn = 0; turn < 20; turn += 1) {
        await setImmediate();
      }
      if (end.isReached) {
        await done;
        return;
      }
      this.rounds += 1;
      for (const answer of this.#waiting.splice(0)) {
        answer();
      }
    }
  }

  async tenants(): Promise<Tenant[]> {
    await this.#call('contoso');
    return tenants;
  }

  async subscriptions(_: Caller, tenantId: string): Promise<Subscription[]> {
    await this.#call(tenantId);
    return Array.from({ length: inEach }, (_item, at) => ({
      subscriptionId: `${tenantId}-${at}`,
      displayName: `${tenantId} ${at}`,
      tenantId,
      state: 'Enabled',
    }));
  }

  async clusters(_: Caller, { tenantId, subscriptionId }: Subscription): Promise<Cluster[]> {
    await this.#call(tenantId);
    return [cluster(subscriptionId, 'web', { provisioningState: 'Succeeded' })];
  }

  async besideClusters(_: Caller, { tenantId }: Subscription): Promise<BesideClusters> {
    await this.#call(tenantId);
    return { namespaces: [], fleets: [] };
  }

  async query(_: Caller, tenantId: string, onRows: (rows: FoundRows) => void): Promise<void> {
    await this.#call(tenantId);
    if (!this.hasQuery) {
      throw new AksEntraError('missingRole', 'Denied.');
    }
    const clusters = Array.from({ length: inEach }, (_item, at) =>
      cluster(`${tenantId}-${at}`, 'web', { provisioningState: 'Succeeded' }),
    );
    onRows({ clusters, namespaces: [], fleets: [] });
  }

  isAheadOfQuery(): boolean {
    return false;
  }

  async #call(tenantId: string): Promise<void> {
    this.calls += 1;
    let token = this.#tokens.get(tenantId);
    token ??= this.#oneByOne(() => this.#answer());
    this.#tokens.set(tenantId, token);
    await token;
    await this.#answer();
  }

  #answer(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

async function list(hasQuery: boolean): Promise<{ rounds: number; calls: number; found: number }> {
  const directory = new RoundsDirectory(hasQuery);
  const caller: Caller = { account: ada, interaction: 'silent', signal: new AbortController().signal };
  let listing = emptyListing([ada]);
  const work = listClusters(
    directory,
    caller,
    (step) => {
      listing = withStep(listing, step);
    },
    () => 0,
  );
  await directory.until(work);
  const found = listing.subscriptions.filter(({ outcome }) => outcome.kind === 'listed' && outcome.clusters.length > 0);
  return { rounds: directory.rounds, calls: directory.calls, found: found.length };
}

describe('round trips of a listing of 300 subscriptions in three tenants', () => {
  it('five where the query answers: a token, the tenants, a token for each other one, its query', async () => {
    assert.deepEqual(await list(true), { rounds: 5, calls: 7, found: 300 });
  });

  it('under half of what four lists at a time would take where the query is denied', async () => {
    const { rounds, calls, found } = await list(false);
    assert.deepEqual({ calls, found }, { calls: 607, found: 300 });
    // 300 lists, four at a time, and the five before them.
    assert.ok(rounds <= (300 / 4 + 5) / 2, String(rounds));
  });
});
