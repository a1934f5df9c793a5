import { AksEntraError } from '../../core/aksEntraError.ts';
import { describeCluster } from '../../core/clusters/describeCluster.ts';
import { type InventoryState, isShown, type Listing, listingOf } from '../../core/listing/inventory.ts';
import { type CredentialTarget, hubTarget, namespaceTarget } from '../../core/clusters/credentialTarget.ts';
import {
  asOf,
  failureIn,
  type SeenCluster,
  seenClusters,
  type SeenSubscription,
} from '../../core/clusters/seenCluster.ts';
import type { Account } from '../../core/entra/signIn.ts';
import { seenFleets, seenNamespaces } from '../../core/clusters/seenPlaces.ts';
import { hasCredential } from '../../core/clusters/noCredential.ts';
import { noClusterVisible } from '../../core/listing/noClusterVisible.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { l10n } from '../../core/l10n.ts';
import type { Choice } from '../../ui/quickPickStep.ts';
import { tenantLabel } from '../../core/clusters/tenantTexts.ts';

/** The rows of one subscription in a picker of clusters. */
export interface ClusterGroup<Target extends SeenCluster = SeenCluster> {
  readonly label: string;
  readonly choices: readonly Choice<Target>[];
}

/**
 * What a picker of clusters offers, the favourites first, then by subscription; a subscription that has none, or failed,
 * is left out, and so is what only a former listing had: what is chosen here is there.
 */
export function clusterChoices(state: InventoryState, favourites: readonly string[] = []): ClusterGroup[] {
  const { preferred, subscriptions } = choicesIn(state, favourites);
  return [...preferred, ...subscriptions.map(({ label, choices }) => ({ label, choices }))].filter(
    ({ choices }) => choices.length > 0,
  );
}

/**
 * The favourites, where there are some, and apart from them each subscription with the others that it has, in the order
 * of the accounts that see them.
 */
function choicesIn(
  state: InventoryState,
  favourites: readonly string[],
): {
  readonly preferred: readonly ClusterGroup[];
  readonly subscriptions: readonly (ClusterGroup & { readonly seen: SeenSubscription })[];
} {
  const { accounts = [], subscriptions: listed = [] } = listingOf(state) ?? {};
  const placeOf = ({ account }: SeenSubscription): number => accounts.findIndex(({ id }) => id === account.id);
  const shown = listed.filter(isShown).toSorted((a, b) => placeOf(a) - placeOf(b));
  const wanted = new Set(favourites);
  const preferred: Choice<SeenCluster>[] = [];
  const subscriptions = shown.map((seen) => {
    const choices: Choice<SeenCluster>[] = [];
    for (const one of seenClusters(seen).filter(({ asOf }) => asOf === undefined)) {
      (wanted.has(one.cluster.id.toLowerCase()) ? preferred : choices).push(clusterChoice(one, accounts));
    }
    return { seen, label: labelOf(seen, accounts), choices };
  });
  return {
    preferred: preferred.length === 0 ? [] : [{ label: l10n`Favourites`, choices: preferred }],
    subscriptions,
  };
}

/** The same with some clusters only. */
export function fittingChoices(
  state: InventoryState,
  fits: (seen: SeenCluster) => boolean,
  favourites: readonly string[] = [],
): ClusterGroup[] {
  return clusterChoices(state, favourites).flatMap(({ label, choices }) => {
    const fitting = choices.filter(({ value }) => value !== undefined && fits(value));
    return fitting.length === 0 ? [] : [{ label, choices: fitting }];
  });
}

/** The same with everything else that has a credential of its own: managed namespaces and the hubs of fleets. */
export function targetChoices(
  state: InventoryState,
  favourites: readonly string[] = [],
): ClusterGroup<CredentialTarget>[] {
  const { accounts = [] } = listingOf(state) ?? {};
  const { preferred, subscriptions } = choicesIn(state, favourites);
  const groups = subscriptions.map(({ seen, label, choices }): ClusterGroup<CredentialTarget> => ({
    label,
    choices: [...choices, ...placeChoices(seen, accounts)],
  }));
  return [...preferred, ...groups].filter(({ choices }) => choices.length > 0);
}

function placeChoices(seen: SeenSubscription, accounts: readonly Account[]): Choice<CredentialTarget>[] {
  if (asOf(seen) !== undefined) {
    return [];
  }
  const byId = new Map(seenClusters(seen).map(({ cluster }) => [cluster.id.toLowerCase(), cluster]));
  const where = `${seen.subscription.displayName}${whoSees(seen, accounts)}`;
  return [
    ...seenNamespaces(seen).map((each) => ({
      label: l10n`${each.namespace.clusterName} / ${each.namespace.name}`,
      description: each.namespace.resourceGroup,
      detail: l10n`managed namespace · ${where}`,
      value: namespaceTarget(each, byId.get(each.namespace.clusterId.toLowerCase())),
    })),
    ...seenFleets(seen)
      .filter(({ fleet }) => fleet.hasHub !== false)
      .map((each) => ({
        label:
          each.fleet.hasHub === true ? l10n`${each.fleet.name} (hub)` : l10n`${each.fleet.name} (hub, if it has one)`,
        description: each.fleet.resourceGroup,
        detail: l10n`hub cluster of a fleet · ${where}`,
        value: hubTarget(each),
      })),
  ];
}

function labelOf(seen: SeenSubscription, accounts: readonly Account[]): string {
  return `${seen.subscription.displayName} (${tenantLabel(seen.tenants)})${whoSees(seen, accounts)}`;
}

/** @param accounts all that are listed: where there are several, two may see the same */
function whoSees({ account }: Pick<SeenSubscription, 'account'>, accounts: readonly Account[]): string {
  return accounts.length > 1 ? ` · ${account.label}` : '';
}

function clusterChoice(seen: SeenCluster, accounts: readonly Account[]): Choice<SeenCluster> {
  const { cluster, subscription } = seen;
  const mark = hasCredential(cluster) ? '' : '$(circle-slash) ';
  return {
    label: cluster.name,
    description: cluster.resourceGroup,
    detail: `${mark}${describeCluster(cluster)} · ${subscription.displayName}${whoSees(seen, accounts)}`,
    value: seen,
  };
}

/**
 * What a picker of several clusters offers: those that have a credential.
 *
 * @returns `leftOut` says which others there are; undefined where there are none
 */
export function severalChoices(
  state: InventoryState,
  favourites: readonly string[] = [],
): {
  readonly groups: readonly ClusterGroup[];
  readonly leftOut?: string;
} {
  const all = clusterChoices(state, favourites);
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
  return (
    unreached(listing) ??
    firstToMend(listing.subscriptions.flatMap((seen) => failureIn(seen) ?? [])) ??
    new AksEntraError('notFound', noClusterVisible(listing.accounts))
  );
}

/** Why no subscription at all of an account or a tenant is known, where some of them may be what is looked for. */
export function unreached({ accountFailures = [], tenantFailures }: Listing): AksEntraError | undefined {
  return firstToMend([...accountFailures, ...tenantFailures].map(({ error }) => error));
}

/** What a sign-in mends is told before anything else, since that is offered at once. */
function firstToMend(errors: readonly AksEntraError[]): AksEntraError | undefined {
  return errors.find(needsSignIn) ?? errors[0];
}
