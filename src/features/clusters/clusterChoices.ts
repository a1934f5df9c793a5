import { AksEntraError } from '../../core/aksEntraError.ts';
import { describeCluster } from '../../core/clusters/describeCluster.ts';
import { type InventoryState, isShown, type Listing, listingOf } from '../../core/clusters/inventory.ts';
import { type SeenCluster, seenClusters } from '../../core/clusters/seenCluster.ts';
import { l10n } from '../../core/l10n.ts';
import type { Choice } from '../../ui/quickPickStep.ts';
import { tenantLabel } from './tenantTexts.ts';

/** The rows of one subscription in a picker of clusters. */
interface ClusterGroup {
  readonly label: string;
  readonly choices: readonly Choice<SeenCluster>[];
}

/** What a picker of clusters offers, by subscription; a subscription that has none, or failed, is left out. */
export function clusterChoices(state: InventoryState): ClusterGroup[] {
  const subscriptions = listingOf(state)?.subscriptions.filter(isShown) ?? [];
  return subscriptions.flatMap((seen) => {
    const choices = seenClusters(seen).map(clusterChoice);
    const { subscription, tenants } = seen;
    const label = `${subscription.displayName} (${tenantLabel(tenants)})`;
    return choices.length === 0 ? [] : [{ label, choices }];
  });
}

function clusterChoice(seen: SeenCluster): Choice<SeenCluster> {
  const { cluster, subscription } = seen;
  return {
    label: cluster.name,
    description: cluster.resourceGroup,
    detail: `${describeCluster(cluster)} · ${subscription.displayName}`,
    value: seen,
  };
}

/** The way to several clusters; undefined where there are no two. */
export function severalChoice(state: InventoryState): Choice<'several'> | undefined {
  return clusterChoices(state).flatMap(({ choices }) => choices).length < 2
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
