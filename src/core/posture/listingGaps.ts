import { type InventoryState, listingOf } from '../listing/inventory.ts';
import { failureIn } from '../clusters/seenCluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';

/** What the listing of clusters did not reach, each as a sentence: a report that leaves it out would promise too much. */
export function listingGaps(state: InventoryState): string[] {
  const { subscriptions = [], tenantFailures = [], accountFailures = [] } = listingOf(state) ?? {};
  return [
    ...(state.kind === 'failed'
      ? [l10n`The clusters could not be listed again, so the report is about those that were there before.`]
      : []),
    ...(state.kind === 'listed' && state.isIncomplete === true
      ? [l10n`The listing of clusters was stopped before its end.`]
      : []),
    ...subscriptions.flatMap((seen) => {
      const failure = failureIn(seen);
      return failure === undefined
        ? []
        : [l10n`Subscription ${printable(seen.subscription.displayName)}: ${failure.message}`];
    }),
    ...accountFailures.map(({ account, error }) => l10n`Account ${printable(account.label)}: ${error.message}`),
    ...tenantFailures.map(({ tenant, error }) => l10n`Tenant ${printable(tenant.displayName)}: ${error.message}`),
  ];
}
