import type { AksEntraError } from '../aksEntraError.ts';
import { limitConcurrency } from '../limitConcurrency.ts';
import type { Settled } from './settle.ts';

/** ARM allows 25 reads a second per principal and subscription, and these go to a subscription each. */
const listsAtOnce = 24;

/** After so many refusals in a row it is no matter of a single subscription. */
const throttledAtMost = 4;

export type InTurn = <T>(list: () => Promise<Settled<T>>) => Promise<Settled<T>>;

/**
 * Lists subscriptions some at a time. Where Azure limits them all, those that still wait are not asked for: they fail
 * as the last one did, and a retry lists them.
 */
export function listsInTurn(): InTurn {
  const inTurn = limitConcurrency(listsAtOnce);
  let throttledInARow = 0;
  let throttled: AksEntraError | undefined;
  return (list) =>
    inTurn(async () => {
      if (throttled !== undefined && throttledInARow >= throttledAtMost) {
        return { kind: 'failed', error: throttled };
      }
      const result = await list();
      if (result.kind === 'failed' && result.error.code === 'throttled') {
        throttledInARow += 1;
        throttled = result.error;
      } else {
        throttledInARow = 0;
      }
      return result;
    });
}
