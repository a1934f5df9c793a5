import { AksEntraError } from '../../core/aksEntraError.ts';
import { describeCluster } from '../../core/clusters/describeCluster.ts';
import { type InventoryState, isShown, type Listing, listingOf } from '../../core/clusters/inventory.ts';
import { type SeenCluster, seenClusters } from '../../core/clusters/seenCluster.ts';
import { hasCredential } from '../../core/clusters/noCredential.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { l10n } from '../../core/l10n.ts';
import type { Choice } from '../../ui/quickPickStep.ts';
import { tenantLabel } from './tenantTexts.ts';

/** The rows of one subscription in a picker of clusters. */
export interface ClusterGroup {
  readonly label: string;
  readonly choices: readonly Choice<SeenCluster>[];
}

/**
 * What a picker of clusters offers, by subscription; a subscription that has none, or failed, is left out, and so is
 * what only a former listing had: what is chosen here is there.
 */
export function clusterChoices(state: InventoryState): ClusterGroup[] {
  const subscriptions = listingOf(state)?.subscriptions.filter(isShown) ?? [];
  return subscriptions.flatMap((seen) => {
    const choices = seenClusters(seen)
      .filter(({ asOf }) => asOf === undefined)
      .map(clusterChoice);
    const { subscription, tenants } = seen;
    const label = `${subscription.displayName} (${tenantLabel(tenants)})`;
    return choices.length === 0 ? [] : [{ label, choices }];
  });
}

/** The same with some clusters only. */
export function fittingChoices(state: InventoryState, fits: (seen: SeenCluster) => boolean): ClusterGroup[] {
  return clusterChoices(state).flatMap(({ label, choices }) => {
    const fitting = choices.filter(({ value }) => value !== undefined && fits(value));
    return fitting.length === 0 ? [] : [{ label, choices: fitting }];
  });
}

function clusterChoice(seen: SeenCluster): Choice<SeenCluster> {
  const { cluster, subscription } = seen;
  const mark = hasCredential(cluster) ? '' : '$(circle-slash) ';
  return {
    label: cluster.name,
    description: cluster.resourceGroup,
    detail: `${mark}${describeCluster(cluster)} · ${subscription.displayName}`,
    value: seen,
  };
}

/**
 * What a picker of several clusters offers: those that have a credential.
 *
 * @returns `leftOut` says which others there are; undefined where there are none
 */
export function severalChoices(state: InventoryState): {
  readonly groups: readonly ClusterGroup[];
  readonly leftOut?: string;
} {
  const all = clusterChoices(state);
  const names = all
    .flatMap(({ choices }) => choices.filter((choice) => !isOffered(choice)))
    .map(({ value }) => value?.cluster.name ?? '');
  const groups = all.flatMap(({ label, choices }) => {
    const offered = choices.filter(isOffered);
    return offered.length === 0 ? [] : [{ label, choices: offered }];
  });
  return names.length === 0
    ? { groups }
    : { groups, leftOut: l10n`left out, as no sign-in is possible: ${quotedNames(names)}` };
}

function isOffered({ value }: Choice<SeenCluster>): boolean {
  return value !== undefined && hasCredential(value.cluster);
}

/** The way to several clusters; undefined where there are no two that have a credential. */
export function severalChoice(state: InventoryState): Choice<'several'> | undefined {
  return severalChoices(state).groups.flatMap(({ choices }) => choices).length < 2
    ? undefined
    : {
        label: l10n`Several clusters…`,
        detail: l10n`With the same format and login mode for all of them.`,
        value: 'several',
      };
}

/** Why a listing that has ended has nothing to choose from: what failed comes before what is merely not there. */
export function nothingFound(listing: Listing): AksEntraError {
  const failure =
    listing.tenantFailures[0]?.error ??
    listing.subscriptions.map(({ outcome }) => outcome).find((outcome) => outcome.kind === 'failed')?.error;
  return (
    failure ??
    new AksEntraError(
      'notFound',
      l10n`No AKS cluster is visible to ${labelsOf(listing)}. Use another account, or ask for the Reader role.`,
    )
  );
}

function labelsOf({ accounts }: Listing): string {
  return accounts.map(({ label }) => label).join(l10n` and `);
}
