import { hasRows, type Listing } from '../listing/inventory.ts';
import { tenantNames } from '../listing/tenantNames.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import { clusterLevels } from './clusterGrouping.ts';
import { type ClusterFilter, type EntraState, isFiltered, readClusterView } from './clusterView.ts';

/** An Entra state that clusters are filtered by, as its choice is called. */
export function entraStateLabel(state: EntraState): string {
  return {
    managed: l10n`Entra managed`,
    legacy: l10n`Entra legacy`,
    none: l10n`No Entra`,
    localAccounts: l10n`Local accounts on`,
  }[state];
}

/** What a filter lets through, in a few words; empty where it is everything. */
export function filterWords(filter: ClusterFilter, listing: Listing | undefined): string {
  const subscriptions = listing?.subscriptions ?? [];
  const names = new Map(
    subscriptions.map(({ subscription }) => [subscription.subscriptionId.toLowerCase(), subscription.displayName]),
  );
  return [
    filter.text === undefined ? undefined : quotedName(filter.text),
    namesOr(filter.tenantIds, tenantNames(listing), (count) => l10n`${count} tenant${count === 1 ? '' : 's'}`),
    namesOr(filter.subscriptionIds, names, (count) => l10n`${count} subscription${count === 1 ? '' : 's'}`),
    filter.entra?.map(entraStateLabel).join(', '),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/**
 * What the view says beside its name, and above its rows once there are any; undefined where nothing is filtered.
 *
 * @param kept by `keptClusterView`
 */
export function filterTold(
  kept: string | undefined,
  listing: Listing | undefined,
): { readonly words: string; readonly message?: string } | undefined {
  const view = readClusterView(kept, []);
  if (!isFiltered(view.filter)) {
    return undefined;
  }
  const words = filterWords(view.filter, listing);
  if (listing === undefined || !hasRows(listing)) {
    return { words };
  }
  const { shown, total } = clusterLevels(listing, view);
  return { words, message: l10n`${shown} of ${total} clusters shown: filter ${words} (Clear Filter is above)` };
}

/** The name where it is one that is known, else how many there are. */
function namesOr(
  ids: readonly string[] | undefined,
  names: ReadonlyMap<string, string>,
  counted: (count: number) => string,
): string | undefined {
  const [only, ...others] = ids ?? [];
  if (only === undefined) {
    return undefined;
  }
  return (others.length === 0 ? names.get(only) : undefined) ?? counted(others.length + 1);
}
