import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { after, before, beforeEach, describe, it } from 'node:test';
import { AksEntraError, type AksEntraErrorCode } from '../../../../src/core/aksEntraError.ts';
import { failureIn } from '../../../../src/core/clusters/seenCluster.ts';
import { clustersIn } from '../../../../src/core/listing/clustersIn.ts';
import { type InventoryState, listingOf } from '../../../../src/core/listing/inventory.ts';
import { ClusterListing } from '../../../../src/features/clusters/clusterListing.ts';
import { type ClusterNode, remedyNodes, rootNodes } from '../../../../src/features/clusters/clusterNodes.ts';
import type { Fault, FaultKind } from '../../../simulator/faults.ts';
import { contoso, fabrikam } from '../../../simulator/scenarios/people.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture, armHost } from '../../adapters/azure/armFixture.ts';
import { assertHoldsNoSecret } from '../../adapters/azure/assertHoldsNoSecret.ts';
import { atOnce } from './atOnce.ts';

interface Case {
  readonly faults: readonly Fault[];
  /** `all`: rows as without the fault. Else how the listing as a whole, a tenant or a subscription fails. */
  readonly ends: 'all' | `${'listing' | 'tenant' | 'subscription'} ${AksEntraErrorCode}`;
  /** A cluster that Azure does not tell of meanwhile. */
  readonly without?: string;
}

const query = 'Microsoft\\.ResourceGraph';
const oneByOne: Fault = { kind: 'forbidden', path: query };
/** The clusters, by whatever way they are asked for. */
const clusters = `${query}|managedClusters`;
const arm = { host: armHost };

/** What a fault can do to a listing of clusters: of everything, of the query alone, of the clusters by both ways. */
const cases: Record<FaultKind, readonly Case[]> = {
  latency: [{ faults: [{ kind: 'latency', milliseconds: 50, ...arm }], ends: 'all' }],
  throttled: [
    { faults: [{ kind: 'throttled', ...arm }], ends: 'listing throttled' },
    { faults: [{ kind: 'throttled', retryAfterSeconds: 60, ...arm }], ends: 'listing throttled' },
    { faults: [{ kind: 'throttled', path: query, ...arm }], ends: 'all' },
    { faults: [{ kind: 'throttled', path: clusters, ...arm }], ends: 'subscription throttled' },
  ],
  serverError: [
    { faults: [{ kind: 'serverError', status: 503, ...arm }], ends: 'listing azureUnavailable' },
    { faults: [{ kind: 'serverError', status: 500, path: query, ...arm }], ends: 'all' },
    { faults: [{ kind: 'serverError', status: 502, path: clusters, ...arm }], ends: 'subscription azureUnavailable' },
  ],
  hang: [
    { faults: [{ kind: 'hang', ...arm }], ends: 'listing offline' },
    { faults: [{ kind: 'hang', path: query, ...arm }], ends: 'all' },
    { faults: [{ kind: 'hang', path: clusters, ...arm }], ends: 'subscription offline' },
  ],
  dropped: [
    { faults: [{ kind: 'dropped', ...arm }], ends: 'listing offline' },
    { faults: [{ kind: 'dropped', path: query, ...arm }], ends: 'all' },
  ],
  claimsChallenge: [
    { faults: [{ kind: 'claimsChallenge' }], ends: 'all' },
    { faults: [{ kind: 'claimsChallenge', interactive: true }], ends: 'listing signedOut' },
    { faults: [{ kind: 'claimsChallenge', interactive: true, path: clusters }], ends: 'subscription signedOut' },
  ],
  forbidden: [
    { faults: [{ kind: 'forbidden' }], ends: 'listing missingRole' },
    { faults: [oneByOne], ends: 'all' },
    { faults: [{ kind: 'forbidden', path: clusters }], ends: 'subscription missingRole' },
  ],
  refused: [
    ...(['linkedScope', 'denyAssignment', 'scopeLocked'] as const).map((refusal): Case => ({
      faults: [{ kind: 'refused', refusal, path: query }],
      ends: 'all',
    })),
    { faults: [{ kind: 'refused', refusal: 'policyMfa' }], ends: 'all' },
    { faults: [{ kind: 'refused', refusal: 'otherTenant', path: clusters }], ends: 'subscription notFound' },
  ],
  failingSubscription: [
    { faults: [{ kind: 'failingSubscription', subscriptionId: production.subscriptionId }], ends: 'all' },
    {
      faults: [oneByOne, { kind: 'failingSubscription', subscriptionId: production.subscriptionId }],
      ends: 'subscription azureUnavailable',
    },
  ],
  shortLivedTokens: [{ faults: [{ kind: 'shortLivedTokens', seconds: -10 }], ends: 'listing signedOut' }],
  revokedSession: [{ faults: [{ kind: 'revokedSession' }], ends: 'listing signedOut' }],
  mfaRequired: [{ faults: [{ kind: 'mfaRequired' }], ends: 'listing signedOut' }],
  failingTenant: [
    { faults: [{ kind: 'failingTenant', tenantId: fabrikam.tenantId }], ends: 'tenant signedOut' },
    { faults: [{ kind: 'failingTenant', tenantId: contoso.tenantId }], ends: 'listing signedOut' },
  ],
  repeatedRow: [{ faults: [{ kind: 'repeatedRow' }], ends: 'all' }],
  lostRow: [{ faults: [{ kind: 'lostRow' }], ends: 'all' }],
  truncatedQuery: [{ faults: [{ kind: 'truncatedQuery' }], ends: 'all' }],
  partialScopes: [{ faults: [{ kind: 'partialScopes' }], ends: 'all' }],
  laggingQuery: [
    { faults: [{ kind: 'laggingQuery', cluster: 'payments-prod' }], ends: 'all', without: 'payments-prod' },
  ],
  sovereignCloud: [{ faults: [{ kind: 'sovereignCloud' }, oneByOne], ends: 'all' }],
  // No listing meets these: they wait for a window of Entra's, for a command inside a cluster, or for a change.
  anotherAccount: [],
  blockedCommand: [],
  failedCommand: [],
  slowCommand: [],
  failedUpdate: [],
};

describe('a listing with a fault of Azure', { timeout: 300_000 }, () => {
  let fixture: ArmFixture;
  let healthy: InventoryState;
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => {
    unhandled.push(reason);
  };
  before(async () => {
    process.on('unhandledRejection', note);
    fixture = await ArmFixture.start(10);
    await fixture.signInAs();
    healthy = await list({ kind: 'starting' });
    assert.ok(namesIn(healthy).length > 10);
  });
  beforeEach(async () => {
    await fixture.signInAs();
  });
  after(async () => {
    await fixture.simulator.close();
    process.off('unhandledRejection', note);
    assert.deepEqual(
      unhandled.map((reason) => (reason instanceof Error ? reason.stack : reason)),
      [],
    );
  });

  /** One listing as the window does it, to its end. */
  async function list(before: InventoryState): Promise<InventoryState> {
    let state = before;
    const ignore = (): void => undefined;
    const ports = {
      directory: () => Promise.resolve(fixture.directory),
      savedListings: () =>
        Promise.resolve({
          read: () => Promise.resolve(undefined),
          write: () => Promise.resolve(),
          remove: () => Promise.resolve(),
        }),
      signIn: { selection: () => Promise.resolve({ selected: [fixture.signIn.account], others: [] }) },
      memory: { tenantChoicesOf: () => ({ get: () => undefined, set: () => Promise.resolve() }) },
      logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    };
    const tell = (told: InventoryState): void => {
      state = told;
    };
    await new ClusterListing(ports, before, new AbortController().signal, atOnce, tell).run();
    return state;
  }

  function namesIn(state: InventoryState): string[] {
    return clustersIn(state)
      .map(({ cluster }) => cluster.id.toLowerCase())
      .toSorted();
  }

  for (const [kind, of] of Object.entries(cases)) {
    for (const { faults, ends, without } of of) {
      const what = faults.map((fault) => JSON.stringify(fault)).join(' and ');
      it(`${what} ends with ${ends === 'all' ? 'all rows' : ends}, and Retry lists everything`, async () => {
        for (const fault of faults) {
          fixture.simulator.faults.set(fault);
        }
        // Calls that are answered have to keep to it too, on a machine that does other things besides.
        fixture.use(kind === 'hang' ? { answerWithinMs: 1_500 } : {});
        // A session that ended before it began is none that was ended.
        await setImmediate();
        const [first, again] = [await list({ kind: 'starting' }), await list(healthy)];
        assert.equal(endOf(first), ends);
        assert.equal(endOf(again), ends);
        // Whatever was known stays, and whoever sees a failure can do something about it.
        assert.deepEqual(
          namesIn(again),
          namesIn(healthy).filter((id) => without === undefined || !id.endsWith(`/${without}`)),
        );
        for (const failure of [...failuresIn(first), ...failuresIn(again)]) {
          assert.ok(remedyNodes(failure).length > 0, failure.kind);
        }
        if (ends !== 'all') {
          assert.ok(rootNodes(first).length > 0);
          assert.ok(failuresIn(again).length > 0);
        }
        assertHoldsNoSecret([first, again], fixture.signIn.tokens);
        fixture.simulator.faults.clear();
        fixture.use({});
        const retried = await list(first);
        assert.equal(endOf(retried), 'all');
        assert.deepEqual(namesIn(retried), namesIn(healthy));
        assert.deepEqual(failuresIn(retried), []);
        assert.equal(fixture.signIn.prompts, 0);
        assert.deepEqual(fixture.simulator.surprises(), []);
      });
    }
  }
});

/** The worst that is told. */
function endOf(state: InventoryState): Case['ends'] | InventoryState['kind'] {
  const code = (error: unknown): AksEntraErrorCode => {
    assert.ok(error instanceof AksEntraError, String(error));
    assert.ok(error.message.length > 20);
    return error.code;
  };
  if (state.kind === 'failed') {
    return `listing ${code(state.error)}`;
  }
  const listing = listingOf(state);
  if (state.kind !== 'listed' || listing === undefined) {
    return state.kind;
  }
  const [tenant] = listing.tenantFailures;
  const [subscription] = listing.subscriptions.flatMap(({ outcome }) =>
    outcome.kind === 'failed' ? [outcome.error] : [],
  );
  return tenant !== undefined
    ? `tenant ${code(tenant.error)}`
    : subscription !== undefined
      ? `subscription ${code(subscription)}`
      : 'all';
}

type Failure = Parameters<typeof remedyNodes>[0];

/** The rows that tell a failure, above the clusters. */
function failuresIn(state: InventoryState): Failure[] {
  return rootNodes(state)
    .flatMap(withLevelsBelow)
    .filter((node: ClusterNode): node is Failure =>
      node.kind === 'subscription'
        ? failureIn(node.seen) !== undefined
        : ['listingFailure', 'accountFailure', 'tenantFailure'].includes(node.kind),
    );
}

function withLevelsBelow(node: ClusterNode): ClusterNode[] {
  const below = node.kind !== 'action' && 'below' in node ? (node.below ?? []) : [];
  return [node, ...below.flatMap(withLevelsBelow)];
}
