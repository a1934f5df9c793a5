import type { CopyLine, Remedy } from '../diagnosis/remedy.ts';

/**
 * How a check stands: `waiting` and `running` before it has ended; `note` is worth reading and nothing is wrong;
 * `skipped` could not be looked at, because of something before it or because nobody needs it here.
 */
export type CheckState = 'waiting' | 'running' | 'ok' | 'note' | 'warning' | 'error' | 'skipped';

/** What one click on a row of a list of checks does. */
export type CheckRemedy = Remedy | CopyLine;

/** One line of a list of checks. Its texts hold no secret. */
export interface CheckRow {
  /** Stays the same when the check is made anew: unique in its list. */
  readonly id: string;
  /** What is checked, or what came out of it, in a few words. */
  readonly title: string;
  readonly state: CheckState;
  /** Half a sentence behind the title. */
  readonly summary?: string;
  /** Whole sentences: what it is, why, and what helps. */
  readonly details?: readonly string[];
  /** The one first that helps best. */
  readonly remedies?: readonly CheckRemedy[];
  /** What the row sums up: one of each context, say. */
  readonly rows?: readonly CheckRow[];
}

/** A list of checks that can be made, and made again. */
export interface Checks {
  /** Above the list. */
  readonly title: string;
  /** What is checked, beside the title: a context's name, as it is. */
  readonly subject?: string;
  /** What the report says of its surroundings, such as versions: label and value, without secrets. */
  facts(): readonly (readonly [label: string, value: string])[];
  /**
   * Makes all checks from the start.
   *
   * @param tell is called with all rows whenever one of them is another one
   * @throws an AbortError on cancel; what a check fails with is its row
   */
  run(tell: (rows: readonly CheckRow[]) => void, signal: AbortSignal): Promise<void>;
}

const order: readonly CheckState[] = ['error', 'warning', 'running', 'waiting', 'note', 'ok', 'skipped'];

/** The state of several together: the worst one. Of none: `ok`. */
export function worstState(rows: readonly Pick<CheckRow, 'state'>[]): CheckState {
  return order.find((state) => rows.some((row) => row.state === state)) ?? 'ok';
}
