import { type InventoryState, listingOf } from './inventory.ts';

/** As many as are listed at once (`listsInTurn`): one round trip more. */
const fewSubscriptions = 24;

/**
 * The subscriptions that Azure itself is asked about where somebody refreshes: its query lags behind what others change.
 *
 * @returns their ids in lower case; none where they are too many for that
 */
export function subscriptionsToAsk(state: InventoryState): string[] {
  const subscriptions = listingOf(state)?.subscriptions ?? [];
  const ids = [...new Set(subscriptions.map(({ subscription }) => subscription.subscriptionId.toLowerCase()))];
  return ids.length > fewSubscriptions ? [] : ids;
}
