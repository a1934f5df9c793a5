import { failureIn } from '../clusters/seenCluster.ts';
import { needsSignIn } from './remedy.ts';
import { type InventoryState, listingOf } from '../listing/inventory.ts';
import { l10n } from '../l10n.ts';

/** Whose clusters the view has, beside its name; empty where nobody is signed in. */
export function viewAccount(state: InventoryState): string {
  const [first, ...others] = listingOf(state)?.accounts ?? [];
  return first === undefined ? '' : others.length === 0 ? first.label : l10n`${others.length + 1} accounts`;
}

/**
 * How many sign-ins the listing lacks, for the view's icon. Who is signed out altogether lacks none: they may not want
 * any, and the view itself offers one.
 */
export function viewBadge(state: InventoryState): { readonly value: number; readonly tooltip: string } | undefined {
  const { accountFailures = [], tenantFailures = [], subscriptions = [] } = listingOf(state) ?? {};
  const failures = [
    ...[...accountFailures, ...tenantFailures].map(({ error }) => error),
    ...subscriptions.map(failureIn),
  ];
  const whole = state.kind === 'failed' ? [state.error] : [];
  const value = [...whole, ...failures].filter(needsSignIn).length;
  return value === 0
    ? undefined
    : { value, tooltip: value === 1 ? l10n`a sign-in is needed` : l10n`${value} sign-ins are needed` };
}
