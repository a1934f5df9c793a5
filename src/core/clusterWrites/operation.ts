import type { AksEntraErrorCode } from '../aksEntraError.ts';
import { readProperty, readString } from '../azure/readProperty.ts';
import { printable } from '../printable.ts';
import { operationError, type OperationError } from './operationError.ts';

/** What came where the progress of an operation is read. */
export interface PollAnswer {
  readonly httpStatus: number;
  readonly body: unknown;
  readonly retryAfterSeconds?: number;
}

/** Azure is at it, as far as anybody knows. */
export interface RunningOperation {
  readonly kind: 'running';
  readonly startedAtMs: number;
  readonly nextPollAtMs: number;
  /** How often Azure answered, and how often in a row it did not. */
  readonly polls: number;
  readonly failures: number;
  /** Azure’s word for what it is doing; the set is open. */
  readonly status?: string;
  /** Nothing is known until somebody signs in. */
  readonly needsSignIn?: boolean;
}

/** Azure is done. None of these proves what the cluster is like now: it has to be read. */
export type EndedOperation =
  | { readonly kind: 'succeeded' }
  /** Another change came in between: what was asked may hold or not. */
  | { readonly kind: 'overtaken'; readonly error: OperationError }
  | { readonly kind: 'failed'; readonly error: OperationError }
  /** Cancelled elsewhere: nothing here cancels an operation. */
  | { readonly kind: 'canceled'; readonly error: OperationError }
  /** Azure no longer says anything about it. */
  | { readonly kind: 'lost' };

export type Operation = RunningOperation | EndedOperation;

const longestPauseMs = 30_000;

/** A change that Azure took up a moment ago, or, after a reload, at `startedAtMs`: its first poll is due at once. */
export function startedOperation(startedAtMs: number, nowMs = startedAtMs): RunningOperation {
  return { kind: 'running', startedAtMs, nextPollAtMs: nowMs, polls: 0, failures: 0 };
}

/**
 * What an answer makes of a running operation. Any status but the three that end one means that it runs; Succeeded with
 * an error (`NotLatestOperation`) that another one came in between (azure-powershell#23812).
 */
export function afterPoll(operation: RunningOperation, answer: PollAnswer, nowMs: number): Operation {
  const status = readString(answer.body, 'status');
  const error = operationError(answer.body);
  switch (status?.toLowerCase()) {
    case 'succeeded':
      return hasError(answer.body) ? { kind: 'overtaken', error } : { kind: 'succeeded' };
    case 'failed':
      return { kind: 'failed', error };
    case 'canceled':
    case 'cancelled':
      return { kind: 'canceled', error };
    case undefined:
      // Where a result is waited for, 202 means not yet, and the result itself has no status.
      if (answer.httpStatus !== 202) {
        return { kind: 'lost' };
      }
  }
  const polls = operation.polls + 1;
  return {
    kind: 'running',
    startedAtMs: operation.startedAtMs,
    nextPollAtMs: nowMs + pauseMs(polls, answer.retryAfterSeconds),
    polls,
    failures: 0,
    ...(status === undefined ? {} : { status: printable(status) }),
  };
}

/** What it means that no answer came, by why: Azure goes on whatever happens here. */
export function afterFailedPoll(operation: RunningOperation, code: AksEntraErrorCode, nowMs: number): Operation {
  const failures = operation.failures + 1;
  const again = { ...operation, failures, nextPollAtMs: nowMs + Math.min(2_500 * 2 ** failures, longestPauseMs) };
  if (isShortLived(code)) {
    return again;
  }
  return code === 'signedOut' || code === 'signInFailed' ? { ...again, needsSignIn: true } : { kind: 'lost' };
}

/** What a network or Azure is over by itself. */
export function isShortLived(code: AksEntraErrorCode): boolean {
  return code === 'offline' || code === 'throttled' || code === 'azureUnavailable';
}

/**
 * How long to wait for the next poll. A laptop that slept has nothing to wait for, and a clock that was set back makes
 * nobody wait for hours.
 */
export function pollDelayMs({ nextPollAtMs }: RunningOperation, nowMs: number): number {
  const delayMs = nextPollAtMs - nowMs;
  return delayMs > longestPauseMs ? 0 : Math.max(0, delayMs);
}

/** How long the operation has been running; never less than nothing, where the clock was set back. */
export function elapsedMs({ startedAtMs }: RunningOperation, nowMs: number): number {
  return Math.max(0, nowMs - startedAtMs);
}

/** Recorded operations took one to five minutes; Azure asks for a pause of its own now and then. */
function pauseMs(polls: number, retryAfterSeconds: number | undefined): number {
  if (retryAfterSeconds !== undefined) {
    return Math.min(Math.max(retryAfterSeconds * 1_000, 1_000), longestPauseMs);
  }
  if (polls <= 3) {
    return 1_000;
  }
  return polls <= 25 ? 5_000 : polls <= 60 ? 15_000 : longestPauseMs;
}

function hasError(body: unknown): boolean {
  const error = readProperty(body, 'error');
  return error !== undefined && error !== null;
}
