import { randomUUID } from 'node:crypto';

export interface Operation {
  readonly id: string;
  readonly subscriptionId: string;
  readonly startedAtMs: number;
  readonly endsAtMs: number;
  /** Set for an operation that ends as `Failed`. */
  readonly failure: { readonly code: string; readonly message: string } | undefined;
}

/** Long-running updates. Nothing runs: an operation is over when its time has come and somebody looks. */
export class Operations {
  readonly #operations = new Map<string, Operation & { readonly onEnd: () => void }>();
  readonly #timers = new Set<NodeJS.Timeout>();

  /** @param onEnd runs once, when the time is over. */
  start(
    operation: Omit<Operation, 'id' | 'startedAtMs' | 'endsAtMs'>,
    durationMs: number,
    onEnd: () => void,
  ): Operation {
    const startedAtMs = Date.now();
    const entry = { ...operation, id: randomUUID(), startedAtMs, endsAtMs: startedAtMs + durationMs, onEnd };
    this.#operations.set(entry.id, entry);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      onEnd();
    }, durationMs);
    this.#timers.add(timer);
    return entry;
  }

  find(id: string): Operation | undefined {
    return this.#operations.get(id);
  }

  clear(): void {
    for (const timer of this.#timers) {
      clearTimeout(timer);
    }
    this.#timers.clear();
    this.#operations.clear();
  }
}

/** The body that a poll of the operation gets. */
export function operationStatus(operation: Operation): Record<string, unknown> {
  const base = { name: operation.id, startTime: new Date(operation.startedAtMs).toISOString() };
  if (Date.now() < operation.endsAtMs) {
    return { ...base, status: 'InProgress' };
  }
  const ended = { ...base, endTime: new Date(operation.endsAtMs).toISOString() };
  return operation.failure
    ? { ...ended, status: 'Failed', error: operation.failure }
    : { ...ended, status: 'Succeeded' };
}
