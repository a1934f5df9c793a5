import { limitConcurrency } from '../limitConcurrency.ts';
import type { Interaction } from '../entra/signIn.ts';
import type { SeenCluster } from './seenCluster.ts';

/** ARM's limits are per subscription and far away; a few at a time is quick enough. */
const requestsAtOnce = 4;

/**
 * A few attempts at a time without a prompt; those that need a sign-in to their tenant then ask for it one after the
 * other. Who declines the sign-in of an account to a tenant is not asked again for the next one of both.
 *
 * @param onAnswered called for each that needs no further attempt
 * @returns the results in the order of the items
 */
export async function silentThenInteractive<Item extends Pick<SeenCluster, 'account' | 'tenants'>, Result>(
  items: readonly Item[],
  attempt: (item: Item, interaction: Interaction) => Promise<Result>,
  needsSignIn: (result: Result) => boolean,
  onAnswered: () => void,
): Promise<Result[]> {
  const inTurn = limitConcurrency(requestsAtOnce);
  const attempts = items.map((item) =>
    inTurn(async () => {
      const result = await attempt(item, 'silent');
      if (!needsSignIn(result)) {
        onAnswered();
      }
      return { item, result };
    }),
  );
  const results: Result[] = [];
  const declined = new Set<string>();
  for (const { item, result } of await Promise.all(attempts)) {
    if (!needsSignIn(result)) {
      results.push(result);
      continue;
    }
    const asked = declined.has(signInOf(item)) ? result : await attempt(item, 'allowed');
    if (needsSignIn(asked)) {
      declined.add(signInOf(item));
    }
    onAnswered();
    results.push(asked);
  }
  return results;
}

/** Whose sign-in to which tenant ARM is asked with. */
function signInOf({ account, tenants }: Pick<SeenCluster, 'account' | 'tenants'>): string {
  return JSON.stringify([account.id, tenants.lister.tenantId.toLowerCase()]);
}
