import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cancellation, isCancellation } from '../../../../src/core/cancellation.ts';
import { followOperation } from '../../../../src/core/clusterWrites/followOperation.ts';
import { type CheckedOperation, checkedOutcome } from '../../../../src/core/entraIntegration/checkedOutcome.ts';
import type { Operation } from '../../../../src/core/clusterWrites/operation.ts';
import { admins, rawCluster, tenantId } from '../entraIntegration/rawClusters.ts';

const change = { goal: 'enable', adminGroupObjectIds: [admins], tenantId, enableAzureRbac: false } as const;
const aadProfile = { managed: true, adminGroupObjectIDs: [admins], tenantID: tenantId };
const startMs = 1_900_000_000_000;
const offline = new AksEntraError('offline', 'Away.');

/** A world in which pausing is what makes time go by. */
class World {
  nowMs = startMs;
  readonly steps: string[] = [];
  readonly pauses: number[] = [];
  /** Statuses that polls answer, and states that reads do; the last one stays. An error is thrown. */
  statuses: (string | Error)[] = ['Succeeded'];
  states: (string | Error)[] = ['Succeeded'];
  onPause = (): void => undefined;

  async follow(canPoll = true): Promise<CheckedOperation> {
    const { end, body } = await followOperation(startMs, {
      ...(canPoll
        ? { poll: () => Promise.resolve().then(() => ({ httpStatus: 200, body: { status: next(this.statuses) } })) }
        : {}),
      read: () =>
        Promise.resolve().then(() => ({
          apiVersion: '2025-10-01',
          body: rawCluster({ aadProfile, provisioningState: next(this.states) }),
        })),
      nowMs: () => this.nowMs,
      pause: (ms) => {
        this.pauses.push(ms);
        this.nowMs += ms;
        return Promise.resolve().then(this.onPause);
      },
      onStep: (operation: Operation) => {
        this.steps.push(operation.kind === 'running' ? (operation.status ?? 'started') : operation.kind);
      },
    });
    return { end, outcome: checkedOutcome(body, change) };
  }
}

function next(answers: (string | Error)[]): string {
  const [answer = 'Succeeded'] = answers.length > 1 ? answers.splice(0, 1) : answers;
  if (answer instanceof Error) {
    throw answer;
  }
  return answer;
}

describe('followOperation', () => {
  it('polls to the end, then reads the cluster and compares', async () => {
    const world = new World();
    world.statuses = ['InProgress', 'ReconcilingAddons', 'Succeeded'];
    const { end, outcome } = await world.follow();
    assert.deepEqual([end.kind, outcome.kind], ['succeeded', 'asAsked']);
    assert.deepEqual(world.steps, ['started', 'InProgress', 'ReconcilingAddons', 'succeeded']);
  });

  it('reads until Azure is done, where another change came in between', async () => {
    const world = new World();
    world.states = ['Updating', 'Upgrading', 'Succeeded'];
    assert.equal((await world.follow()).outcome.kind, 'asAsked');
    assert.deepEqual(world.pauses, [10_000, 10_000]);
  });

  it('reads the cluster alone where there is no place to poll', async () => {
    const world = new World();
    world.states = ['Updating', 'Succeeded'];
    const { end, outcome } = await world.follow(false);
    assert.deepEqual([end.kind, outcome.kind], ['lost', 'asAsked']);
  });

  it('goes on through a lost network, while polling and while reading', async () => {
    const world = new World();
    world.statuses = ['InProgress', offline, offline, 'Succeeded'];
    world.states = [offline, 'Updating', offline, 'Succeeded'];
    assert.equal((await world.follow()).outcome.kind, 'asAsked');
  });

  it('reads the cluster where Azure knows nothing of the operation any more', async () => {
    const world = new World();
    world.statuses = [new AksEntraError('notFound', 'Gone.')];
    const { end, outcome } = await world.follow();
    assert.deepEqual([end.kind, outcome.kind], ['lost', 'asAsked']);
  });

  it('says what became of a failed one too', async () => {
    const world = new World();
    world.statuses = ['Failed'];
    world.states = ['Failed'];
    const { end, outcome } = await world.follow();
    assert.deepEqual([end.kind, outcome.kind, outcome.provisioningState], ['failed', 'asAsked', 'Failed']);
  });

  it('looks at the clock every five seconds, so that a sleep makes it late by no more', async () => {
    const world = new World();
    world.statuses = [...Array<string>(30).fill('InProgress'), 'Succeeded'];
    await world.follow();
    assert.ok(Math.max(...world.pauses) <= 5_000);
    const slept = new World();
    slept.statuses = ['InProgress', 'Succeeded'];
    slept.onPause = () => {
      slept.nowMs += 8 * 3_600_000;
    };
    await slept.follow();
    assert.equal(slept.pauses.length, 1);
  });

  it('ends on cancel, in either phase', async () => {
    for (const [statuses, states] of [
      [['InProgress'], ['Succeeded']],
      [['Succeeded'], ['Updating']],
    ] as const) {
      const world = new World();
      world.statuses = [...statuses];
      world.states = [...states];
      world.onPause = () => {
        throw cancellation();
      };
      await assert.rejects(world.follow(), isCancellation);
    }
  });

  it('fails where the cluster is gone', async () => {
    const world = new World();
    world.states = [new AksEntraError('notFound', 'Deleted.')];
    await assert.rejects(world.follow(), /Deleted/);
  });
});
