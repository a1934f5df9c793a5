import type { SeenSubscription } from '../../core/clusters/seenCluster.ts';
import type { Account } from '../../core/entra/signIn.ts';
import { printable } from '../../core/printable.ts';

/** @param accounts all that are listed: where there are several, two may see the same subscription */
export function subscriptionChoices(subscriptions: readonly SeenSubscription[], accounts: readonly Account[]) {
  return subscriptions.map((seen) => {
    const tenant = printable(seen.tenants.owner.displayName);
    return {
      label: printable(seen.subscription.displayName),
      description: accounts.length > 1 ? `${tenant} · ${printable(seen.account.label)}` : tenant,
      detail: seen.subscription.subscriptionId,
      value: seen,
    };
  });
}
