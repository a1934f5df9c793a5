import { randomUUID } from 'node:crypto';
import type { SimulatedCluster } from '../scenario.ts';
import { signedOperationUrl } from './signedUrl.ts';

/**
 * How an operation can end. `Overtaken`: another one was started in its place; the poll says Succeeded and gives the
 * error `NotLatestOperation` with it (azure-powershell#23812).
 */
export type Ending = 'Succeeded' | 'Failed' | 'Canceled' | 'Overtaken';

export interface Outcome {
  readonly ending: Ending;
  readonly code?: string;
  readonly message?: string;
}

export interface Operation {
  readonly id: string;
  readonly kind: 'create' | 'update';
  readonly cluster: SimulatedCluster;
  readonly startedAtMs: number;
  /** To be followed byte for byte. */
  readonly url: string;
  /** What the PUT changed and lost, by path: a test reads it. */
  readonly changed: readonly string[];
  readonly lost: readonly string[];
}

export type OperationStart = Pick<Operation, 'kind' | 'cluster' | 'changed' | 'lost'> & {
  /** Runs once, when the operation ends. */
  readonly onEnd: (outcome: Outcome) => void;
  readonly planned: Outcome;
};

interface Entry extends Operation {
  readonly onEnd: (outcome: Outcome) => void;
  readonly planned: Outcome;
  polls: number;
  timer: NodeJS.Timeout | undefined;
  ended: (Outcome & { readonly atMs: number }) | undefined;
}

/** Long-running updates. A test can hold them (`setDuration(null)`) and end them as it likes. */
export class Operations {
  readonly #operations = new Map<string, Entry>();
  readonly #defaultDurationMs: number;
  #durationMs: number | null;

  constructor(defaultDurationMs: number) {
    this.#defaultDurationMs = defaultDurationMs;
    this.#durationMs = defaultDurationMs;
  }

  /** For operations that start from now on; `null`: they run until `end`. */
  setDuration(milliseconds: number | null): void {
    this.#durationMs = milliseconds;
  }

  start(start: OperationStart): Operation {
    const id = randomUUID();
    const { subscriptionId, arm } = start.cluster;
    const url = signedOperationUrl(subscriptionId, arm.location, id);
    const entry: Entry = {
      ...start,
      id,
      url,
      startedAtMs: Date.now(),
      polls: 0,
      timer: undefined,
      ended: undefined,
    };
    this.#operations.set(id, entry);
    if (this.#durationMs !== null) {
      entry.timer = setTimeout(() => {
        finish(entry, entry.planned);
      }, this.#durationMs);
    }
    return entry;
  }

  /**
   * Ends one operation, or all that run; as planned unless told otherwise.
   *
   * @returns how many it were.
   */
  end(outcome?: Outcome, id?: string): number {
    const running = [...this.#operations.values()].filter((one) => !one.ended && (id === undefined || one.id === id));
    for (const one of running) {
      finish(one, outcome ?? one.planned);
    }
    return running.length;
  }

  find(id: string): Operation | undefined {
    return this.#operations.get(id);
  }

  runningOn(cluster: SimulatedCluster): Operation | undefined {
    return [...this.#operations.values()].find((one) => one.cluster === cluster && !one.ended);
  }

  /** For whoever drives the simulator; without the signed addresses. */
  list(): Record<string, unknown>[] {
    return [...this.#operations.values()].map(({ id, kind, cluster, changed, lost, polls, ended }) => ({
      id,
      kind,
      cluster: cluster.name,
      changed,
      lost,
      polls,
      ending: ended?.ending,
    }));
  }

  /** The body that a poll gets. */
  poll(id: string): Record<string, unknown> | undefined {
    const entry = this.#operations.get(id);
    if (!entry) {
      return undefined;
    }
    entry.polls += 1;
    const base = { name: id, startTime: armTime(entry.startedAtMs) };
    if (!entry.ended) {
      return { ...base, status: runningStatus(entry) };
    }
    const { ending, code, message, atMs } = entry.ended;
    const ended = { ...base, endTime: armTime(atMs) };
    switch (ending) {
      case 'Succeeded':
        return { ...ended, status: 'Succeeded' };
      case 'Overtaken':
        return { ...ended, status: 'Succeeded', error: overtaken };
      case 'Failed':
      case 'Canceled':
        return { ...ended, status: ending, error: { code: code ?? `Operation${ending}`, message: message ?? '' } };
    }
  }

  clear(): void {
    for (const { timer } of this.#operations.values()) {
      clearTimeout(timer);
    }
    this.#operations.clear();
    this.#durationMs = this.#defaultDurationMs;
  }
}

const overtaken = {
  code: 'NotLatestOperation',
  message:
    'Cannot proceed with the operation. Either the operation has been preempted by another one, or the information needed by the operation failed to be saved (or has not been saved yet).',
};

/** As recorded in 2026-04: an update said the first twice and then the second, a create `InProgress`. */
function runningStatus({ kind, polls }: Entry): string {
  if (kind === 'create') {
    return 'InProgress';
  }
  return polls <= 2 ? 'ProvisioningControlPlane' : 'ReconcilingAddons';
}

function finish(entry: Entry, outcome: Outcome): void {
  clearTimeout(entry.timer);
  entry.ended = { ...outcome, atMs: Date.now() };
  entry.onEnd(outcome);
}

/** Seven decimals, as ARM writes times. */
function armTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '0000Z');
}
