import { AksEntraError } from '../aksEntraError.ts';
import { isCancellation } from '../cancellation.ts';
import { l10n } from '../l10n.ts';
import type { Caller, Tenant } from '../clusters/clusterPorts.ts';

export type Settled<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'failed'; readonly error: AksEntraError };

/** A failure of one call, which ends no listing. @throws whatever is no matter of this call */
export async function settle<T>(caller: Caller, tenant: Tenant, work: () => Promise<T>): Promise<Settled<T>> {
  caller.signal.throwIfAborted();
  try {
    return { kind: 'done', value: await work() };
  } catch (error) {
    if (error instanceof AksEntraError) {
      return { kind: 'failed', error };
    }
    // The user closed one tenant's sign-in window; that cancels this tenant, not the list.
    if (isCancellation(error) && !caller.signal.aborted) {
      const message = l10n`The sign-in to ${tenant.displayName} was cancelled. Sign in to list its clusters.`;
      return { kind: 'failed', error: new AksEntraError('signedOut', message) };
    }
    throw error;
  }
}
