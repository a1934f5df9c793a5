import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import { pick, type Choice } from '../../ui/quickPickStep.ts';
import type { InventoryState } from '../../core/listing/inventory.ts';
import type { CredentialTarget } from '../../core/clusters/credentialTarget.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { ClusterInventory } from './clusterInventory.ts';
import {
  clusterChoices,
  type ClusterGroup,
  fittingChoices,
  nothingFound,
  severalChoice,
  severalChoices,
  targetChoices,
} from './clusterChoices.ts';
import { pickSeveral } from '../../ui/pickSeveral.ts';
import { withProgress } from '../../ui/withProgress.ts';

/**
 * Lets the user pick a cluster; rows arrive while the listing runs.
 *
 * @param only which clusters are offered, and what to say where there are none
 * @throws an AbortError when the user closes the picker; AksEntraError where there is nothing to pick from
 */
export async function pickCluster(
  inventory: ClusterInventory,
  title: string,
  only?: { readonly fits: (seen: SeenCluster) => boolean; readonly none: string },
): Promise<SeenCluster> {
  return only === undefined
    ? pickOne(inventory, title, (state) => rowsOf(state, inventory.favourites()))
    : pickOne(inventory, title, (state) => rowsIn(fittingChoices(state, only.fits, inventory.favourites())), only.none);
}

/**
 * The same for a credential: with managed namespaces and hubs of fleets, and a way to several clusters.
 *
 * @throws as `pickCluster`
 */
export async function pickClusters(
  inventory: ClusterInventory,
  title: string,
): Promise<[CredentialTarget, ...CredentialTarget[]]> {
  const chosen = await pickOne<CredentialTarget | 'several'>(
    inventory,
    title,
    (state) => rowsWithSeveral(state, inventory.favourites()),
    undefined,
    // The other one is how to sign in.
    { step: 1, totalSteps: 2 },
  );
  if (chosen !== 'several') {
    return [chosen];
  }
  // A picker of several keeps what is checked only as long as its rows stay.
  await withProgress(l10n`Listing AKS clusters`, async (signal) => {
    signal.addEventListener('abort', () => {
      inventory.cancel();
    });
    await inventory.ensureListed();
    signal.throwIfAborted();
  });
  if (inventory.state.kind === 'failed') {
    throw inventory.state.error;
  }
  const { groups, leftOut } = severalChoices(inventory.state, inventory.favourites());
  const search = l10n`Search by cluster, resource group, subscription or Entra fact`;
  return pickSeveral(
    l10n`${title} for several clusters`,
    leftOut === undefined ? search : `${search} · ${leftOut}`,
    rowsIn(groups),
  );
}

async function pickOne<T>(
  inventory: ClusterInventory,
  title: string,
  choicesIn: (state: InventoryState) => readonly Choice<T>[],
  none?: string,
  steps: { readonly step?: number; readonly totalSteps?: number } = {},
): Promise<T> {
  const listing = inventory.ensureListed();
  await firstRows(inventory, listing, (state) => choicesIn(state).length > 0);
  const { state } = inventory;
  if (state.kind === 'failed') {
    throw state.error;
  }
  if (state.kind === 'signedOut') {
    throw new AksEntraError('signedOut', l10n`Sign in to Azure to see your clusters.`);
  }
  const choices = choicesIn(state);
  if (state.kind === 'listed' && choices.length === 0) {
    throw none === undefined || clusterChoices(state).length === 0
      ? nothingFound(state)
      : new AksEntraError('notFound', none);
  }
  return pick({
    title,
    ...steps,
    placeholder: l10n`Search by cluster, resource group, subscription or Entra fact`,
    choices,
    updates: {
      event: inventory.onDidChange,
      choices: () => choicesIn(inventory.state),
      isLoading: () => inventory.state.kind === 'loading',
    },
  });
}

/** Waits until there is something to show; Cancel stops the listing. */
async function firstRows(
  inventory: ClusterInventory,
  listing: Promise<void>,
  hasRows: (state: InventoryState) => boolean,
): Promise<void> {
  // Of a listing that was running already.
  if (hasRows(inventory.state)) {
    return;
  }
  await withProgress(l10n`Listing AKS clusters`, async (signal) => {
    const rows = Promise.withResolvers<undefined>();
    const subscription = inventory.onDidChange((state) => {
      if (hasRows(state)) {
        rows.resolve(undefined);
      }
    });
    signal.addEventListener('abort', () => {
      rows.reject(cancellation());
      inventory.cancel();
    });
    try {
      await Promise.race([listing, rows.promise]);
    } finally {
      subscription.dispose();
    }
  });
}

/** Under a heading for each subscription, and one for the favourites. */
function rowsOf(state: InventoryState, favourites: readonly string[]): Choice<SeenCluster>[] {
  return rowsIn(clusterChoices(state, favourites));
}

function rowsIn<Target extends SeenCluster>(groups: readonly ClusterGroup<Target>[]): Choice<Target>[] {
  return groups.flatMap(({ label, choices }) => [{ label, kind: vscode.QuickPickItemKind.Separator }, ...choices]);
}

/** Last, so that it is never what Enter chooses by itself. */
function rowsWithSeveral(state: InventoryState, favourites: readonly string[]): Choice<CredentialTarget | 'several'>[] {
  const several = severalChoice(state);
  const rows = rowsIn(targetChoices(state, favourites));
  return several === undefined ? rows : [...rows, { label: '', kind: vscode.QuickPickItemKind.Separator }, several];
}
