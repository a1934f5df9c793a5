import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { AksEntraErrorCode } from '../../../../src/core/aksEntraError.ts';
import {
  afterFailedPoll,
  afterPoll,
  elapsedMs,
  pollDelayMs,
  startedOperation,
  type Operation,
  type RunningOperation,
} from '../../../../src/core/clusterWrites/operation.ts';

const startMs = 1_900_000_000_000;
const started = startedOperation(startMs);
const error = { code: 'InternalOperationError', message: 'It broke.' };

function running(operation: Operation): RunningOperation {
  assert.ok(operation.kind === 'running', operation.kind);
  return operation;
}
const answered = (body: unknown, httpStatus = 200): Operation => afterPoll(started, { httpStatus, body }, startMs);

const recorded: readonly (readonly [body: unknown, kind: Operation['kind'], httpStatus?: number])[] = [
  [{ status: 'InProgress' }, 'running'],
  [{ status: 'ProvisioningControlPlane' }, 'running'],
  [{ status: 'ReconcilingAddons' }, 'running'],
  [{ status: 'SomethingNew' }, 'running'],
  [{ status: 'Updating', error: null }, 'running'],
  [{ status: 'InProgress', error }, 'running'],
  [{ status: 'Succeeded' }, 'succeeded'],
  [{ Status: 'succeeded', error: null }, 'succeeded'],
  [{ status: 'Succeeded', error: { code: 'NotLatestOperation', message: 'preempted' } }, 'overtaken'],
  [{ status: 'Failed', error }, 'failed'],
  [{ status: 'Failed' }, 'failed'],
  [{ status: 'Canceled' }, 'canceled'],
  [{ status: 'Cancelled', error }, 'canceled'],
  [undefined, 'running', 202],
  ['', 'running', 202],
  [undefined, 'lost', 204],
  [{ properties: { provisioningState: 'Updating' } }, 'lost'],
  ['<html>', 'lost'],
];

describe('afterPoll', () => {
  for (const [body, kind, httpStatus = 200] of recorded) {
    it(`takes ${httpStatus} ${body === undefined ? 'without a body' : JSON.stringify(body)} for ${kind}`, () => {
      assert.equal(answered(body, httpStatus).kind, kind);
    });
  }

  it('keeps Azure’s word and the beginning of what runs', () => {
    const { status, startedAtMs, polls } = running(answered({ status: 'ReconcilingAddons' }));
    assert.deepEqual({ status, startedAtMs, polls }, { status: 'ReconcilingAddons', startedAtMs: startMs, polls: 1 });
  });

  it('shows an error in full, the innermost details too, in one line without links and secrets', () => {
    const inner = {
      code: 'InternalOperationError',
      message: `line\none [a](command:b) ${'word '.repeat(200)}Correlation ID: 1234`,
    };
    const outer = {
      code: 'ResourceDeploymentFailure',
      message: 'The operation failed.',
      details: [{ ...inner, details: null }],
    };
    const failed = answered({ status: 'Failed', error: { ...outer, token: 'x', details: [outer, ...outer.details] } });
    assert.ok(failed.kind === 'failed');
    assert.equal(failed.error.code, 'ResourceDeploymentFailure');
    assert.match(failed.error.text, /^ResourceDeploymentFailure: The operation failed\. .*Correlation ID: 1234$/);
    assert.match(failed.error.text, /line one \[a\]\?\(command:b\)/);
    const leaking = answered({ status: 'Failed', error: { ...error, message: `access_token=${'x'.repeat(80)}` } });
    assert.ok(leaking.kind === 'failed' && !leaking.error.text.includes('xxx'), JSON.stringify(leaking));
  });

  it('has a sentence where Azure gives no reason', () => {
    assert.deepEqual(answered({ status: 'Failed' }), { kind: 'failed', error: { text: 'Azure gave no reason.' } });
  });

  it('polls at once, then soon, then less often, and never less than twice a minute', () => {
    assert.equal(pollDelayMs(started, startMs), 0);
    let operation = started;
    const pauses: number[] = [];
    for (let poll = 0; poll < 70; poll += 1) {
      operation = running(afterPoll(operation, { httpStatus: 200, body: { status: 'InProgress' } }, startMs));
      pauses.push(pollDelayMs(operation, startMs));
    }
    assert.deepEqual([pauses[0], pauses[3], pauses[25], pauses[60]], [1_000, 5_000, 15_000, 30_000]);
  });

  it('keeps to a pause that Azure asks for, within reason', () => {
    const pause = (retryAfterSeconds: number): number => {
      const answer = { httpStatus: 200, body: { status: 'InProgress' }, retryAfterSeconds };
      return pollDelayMs(running(afterPoll(started, answer, startMs)), startMs);
    };
    assert.deepEqual([0, 7, 3_600].map(pause), [1_000, 7_000, 30_000]);
  });
});

describe('afterFailedPoll', () => {
  const codes: readonly (readonly [AksEntraErrorCode, kind: Operation['kind']])[] = [
    ['offline', 'running'],
    ['throttled', 'running'],
    ['azureUnavailable', 'running'],
    ['signedOut', 'running'],
    ['signInFailed', 'running'],
    ['notFound', 'lost'],
    ['missingRole', 'lost'],
    ['unexpectedAnswer', 'lost'],
  ];
  for (const [code, kind] of codes) {
    it(`takes ${code} for ${kind}`, () => {
      assert.equal(afterFailedPoll(started, code, startMs).kind, kind);
    });
  }

  it('waits longer with each failure, and is as quick as before once Azure answers', () => {
    const first = running(afterFailedPoll(started, 'offline', startMs));
    const second = running(afterFailedPoll(first, 'offline', startMs));
    assert.deepEqual([pollDelayMs(first, startMs), pollDelayMs(second, startMs)], [5_000, 10_000]);
    let operation = second;
    for (let failure = 0; failure < 50; failure += 1) {
      operation = running(afterFailedPoll(operation, 'offline', startMs));
    }
    assert.equal(pollDelayMs(operation, startMs), 30_000);
    const again = running(afterPoll(operation, { httpStatus: 200, body: { status: 'InProgress' } }, startMs));
    assert.deepEqual([again.failures, pollDelayMs(again, startMs)], [0, 1_000]);
  });

  it('says that only a sign-in helps, until an answer comes', () => {
    const waiting = running(afterFailedPoll(started, 'signedOut', startMs));
    assert.equal(waiting.needsSignIn, true);
    const body = { status: 'InProgress' };
    assert.equal(running(afterPoll(waiting, { httpStatus: 200, body }, startMs)).needsSignIn, undefined);
  });
});

describe('a clock that jumps', () => {
  const waiting = running(answered({ status: 'InProgress' }));
  const hourMs = 3_600_000;

  it('makes a poll due at once after a sleep', () => {
    assert.equal(pollDelayMs(waiting, startMs + hourMs), 0);
    assert.equal(elapsedMs(waiting, startMs + hourMs), hourMs);
  });

  it('makes nobody wait where it was set back, and no time negative', () => {
    assert.equal(pollDelayMs(waiting, startMs - hourMs), 0);
    assert.equal(elapsedMs(waiting, startMs - hourMs), 0);
  });

  it('keeps every wait within half a minute, whatever happens', () => {
    const step = fc.record({
      jumpMs: fc.integer({ min: -10 * hourMs, max: 10 * hourMs }),
      fails: fc.boolean(),
      retryAfterSeconds: fc.option(fc.nat(), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let nowMs = startMs;
        let operation = started;
        for (const { jumpMs, fails, retryAfterSeconds } of steps) {
          nowMs += jumpMs;
          const answer = {
            httpStatus: 200,
            body: { status: 'InProgress' },
            ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
          };
          operation = running(
            fails ? afterFailedPoll(operation, 'offline', nowMs) : afterPoll(operation, answer, nowMs),
          );
          const delayMs = pollDelayMs(operation, nowMs);
          assert.ok(delayMs >= 1_000 && delayMs <= 30_000, String(delayMs));
          assert.ok(pollDelayMs(operation, nowMs + delayMs) === 0 && elapsedMs(operation, nowMs) >= 0);
        }
      }),
    );
  });

  it('is due at once after a reload, and counts from the beginning', () => {
    const again = startedOperation(startMs, startMs + hourMs);
    assert.equal(pollDelayMs(again, startMs + hourMs), 0);
    assert.equal(elapsedMs(again, startMs + hourMs), hourMs);
  });
});
