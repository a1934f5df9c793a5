import { isShown, type Listing } from '../listing/inventory.ts';
import { tenantNames } from '../listing/tenantNames.ts';
import { byText, countClusters, seenClusters } from '../clusters/seenCluster.ts';
import { l10n } from '../l10n.ts';
import type { ClusterFilter, EntraState } from './clusterView.ts';

/** What can be filtered by; the value is an id in lower case. */
interface FilterChoice {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly isListed: boolean;
}

/**
 * Each tenant once that has something to show, or failed.
 *
 * @param chosen those that are filtered by: they stay, though they may not be listed
 */
export function tenantsToFilter(listing: Listing | undefined, chosen: readonly string[] = []): FilterChoice[] {
  const { subscriptions = [], tenantFailures = [] } = listing ?? {};
  const names = tenantNames(listing);
  const tenants = [
    ...subscriptions.filter(isShown).map(({ tenants: { lister } }) => lister),
    ...tenantFailures.map(({ tenant }) => tenant),
  ].map(({ tenantId }) => ({
    label: names.get(tenantId.toLowerCase()) ?? tenantId,
    description: tenantId,
    value: tenantId.toLowerCase(),
  }));
  return withUnlisted(tenants, chosen);
}

/** The same for subscriptions. */
export function subscriptionsToFilter(listing: Listing | undefined, chosen: readonly string[] = []): FilterChoice[] {
  // Several accounts may see one, and not the same clusters in it.
  const byId = Map.groupBy(listing?.subscriptions.filter(isShown) ?? [], ({ subscription }) =>
    subscription.subscriptionId.toLowerCase(),
  );
  const subscriptions = [...byId].flatMap(([value, all]) => {
    const [first] = all;
    if (first === undefined) {
      return [];
    }
    const count = countClusters(all.flatMap(seenClusters));
    const description = l10n`${first.tenants.lister.displayName} · ${count} cluster${count === 1 ? '' : 's'}`;
    return [{ label: first.subscription.displayName, description, value }];
  });
  return withUnlisted(subscriptions, chosen);
}

/** The tenants or subscriptions that are checked; undefined where that leaves out none of those that are listed. */
export function idsToShow(
  choices: readonly FilterChoice[],
  checked: readonly Pick<FilterChoice, 'value'>[],
): readonly string[] | undefined {
  const ids = checked.map(({ value }) => value);
  const listed = choices.filter(({ isListed }) => isListed).map(({ value }) => value);
  const isAll = ids.length === listed.length && listed.every((id) => ids.includes(id));
  return ids.length === 0 || isAll ? undefined : ids;
}

/** The Entra states that are checked; undefined where none is. All of them do leave out some: local accounts narrow. */
export function entraToShow(checked: readonly EntraState[]): readonly EntraState[] | undefined {
  return checked.length === 0 ? undefined : checked;
}

/** The filter with one part set; undefined: without it. */
export function withFilter<K extends keyof ClusterFilter>(
  filter: ClusterFilter,
  part: K,
  value: ClusterFilter[K] | undefined,
): ClusterFilter {
  const others = Object.fromEntries(Object.entries(filter).filter(([key]) => key !== part));
  return value === undefined ? others : { ...others, [part]: value };
}

/** By their names, each once; then what is chosen and not among them. */
function withUnlisted(listed: readonly Omit<FilterChoice, 'isListed'>[], chosen: readonly string[]): FilterChoice[] {
  const byId = new Map(listed.map((choice) => [choice.value, choice]));
  const sorted = [...byId.values()].toSorted((a, b) => a.label.localeCompare(b.label) || byText(a.value, b.value));
  return [
    ...sorted.map((choice) => ({ ...choice, isListed: true })),
    ...chosen
      .filter((id) => !byId.has(id))
      .map((id) => ({ label: id, description: l10n`not listed at the moment`, value: id, isListed: false })),
  ];
}
