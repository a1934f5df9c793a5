import { AksEntraError } from '../aksEntraError.ts';
import {
  afterFailedPoll,
  afterPoll,
  isShortLived,
  pollDelayMs,
  startedOperation,
  type EndedOperation,
  type Operation,
  type PollAnswer,
  type RunningOperation,
} from './operation.ts';
import { isSettled, type ClusterDocument, type JsonObject } from './rawCluster.ts';

/** What following an operation needs of the world. */
export interface FollowPorts {
  /** Looks at the operation; absent where Azure named no place for that, or it is gone. */
  readonly poll?: () => Promise<PollAnswer>;
  readonly read: () => Promise<ClusterDocument>;
  readonly nowMs: () => number;
  /** @throws an AbortError on cancel */
  readonly pause: (ms: number) => Promise<void>;
  readonly onStep: (operation: Operation) => void;
}

export interface FollowedOperation {
  readonly end: EndedOperation;
  /** The cluster as Azure returns it once it is done with it. */
  readonly body: JsonObject;
}

/** A sleeping laptop's timers sleep too, so the clock is looked at this often. */
const longestNapMs = 5_000;
const pauseBetweenLooksMs = 10_000;

/**
 * Follows a change to its end, and reads what the cluster is then. A cancel stops the waiting, and Azure goes on.
 *
 * @param startedAtMs when it began: a moment ago, or in a window that is gone
 * @throws an AbortError on cancel; AksEntraError where the cluster cannot be read at the end
 */
export async function followOperation(startedAtMs: number, ports: FollowPorts): Promise<FollowedOperation> {
  const end = ports.poll === undefined ? ({ kind: 'lost' } as const) : await ended(startedAtMs, ports.poll, ports);
  ports.onStep(end);
  for (;;) {
    const body = await readBody(ports);
    if (body !== undefined && isSettled(body)) {
      return { end, body };
    }
    await ports.pause(pauseBetweenLooksMs);
  }
}

/** Undefined where Azure cannot be reached for the moment. */
async function readBody({ read }: FollowPorts): Promise<JsonObject | undefined> {
  try {
    return (await read()).body;
  } catch (error) {
    if (error instanceof AksEntraError && isShortLived(error.code)) {
      return undefined;
    }
    throw error;
  }
}

async function ended(
  startedAtMs: number,
  poll: () => Promise<PollAnswer>,
  { nowMs, pause, onStep }: FollowPorts,
): Promise<EndedOperation> {
  let running = startedOperation(startedAtMs, nowMs());
  for (;;) {
    onStep(running);
    for (let ms = pollDelayMs(running, nowMs()); ms > 0; ms = pollDelayMs(running, nowMs())) {
      await pause(Math.min(ms, longestNapMs));
    }
    const next = await look(running, poll, nowMs);
    if (next.kind !== 'running') {
      return next;
    }
    running = next;
  }
}

async function look(
  running: RunningOperation,
  poll: () => Promise<PollAnswer>,
  nowMs: () => number,
): Promise<Operation> {
  try {
    return afterPoll(running, await poll(), nowMs());
  } catch (error) {
    if (error instanceof AksEntraError) {
      return afterFailedPoll(running, error.code, nowMs());
    }
    throw error;
  }
}
