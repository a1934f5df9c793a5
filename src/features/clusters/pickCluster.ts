import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import { describeCluster } from '../../core/clusters/describeCluster.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { pick, type Choice } from '../../ui/quickPickStep.ts';
import type { InventoryState, Listing } from '../../core/clusters/inventory.ts';
import { type SeenCluster, seenClusters } from '../../core/clusters/seenCluster.ts';
import type { ClusterInventory } from './clusterInventory.ts';
import { rootNodes } from './clusterNodes.ts';
import { pickSeveral } from '../../ui/pickSeveral.ts';
import { withProgress } from '../../ui/withProgress.ts';

/**
 * Lets the user pick a cluster; rows arrive while the listing runs.
 *
 * @throws an AbortError when the user closes the picker; AksEntraError where there is nothing to pick from
 */
export async function pickCluster(inventory: ClusterInventory, title: string): Promise<SeenCluster> {
  return pickOne(inventory, title, clusterChoices);
}

/**
 * The same, with a way to several clusters.
 *
 * @throws as `pickCluster`
 */
export async function pickClusters(
  inventory: ClusterInventory,
  title: string,
): Promise<[SeenCluster, ...SeenCluster[]]> {
  const chosen = await pickOne<SeenCluster | 'several'>(inventory, title, (state) => [
    ...clusterChoices(state),
    ...severalChoice(state),
  ]);
  if (chosen !== 'several') {
    return [chosen];
  }
  // A picker of several keeps what is checked only as long as its rows stay.
  await withProgress('Listing AKS clusters', async (signal) => {
    signal.addEventListener('abort', () => {
      inventory.cancel();
    });
    await inventory.ensureListed();
    signal.throwIfAborted();
  });
  if (inventory.state.kind === 'failed') {
    throw inventory.state.error;
  }
  return pickSeveral(
    `${title} for several clusters`,
    'Search by cluster, resource group, subscription or Entra fact',
    clusterChoices(inventory.state),
  );
}

async function pickOne<T>(
  inventory: ClusterInventory,
  title: string,
  choicesIn: (state: InventoryState) => readonly Choice<T>[],
): Promise<T> {
  const listing = inventory.ensureListed();
  await firstRows(inventory, listing);
  const { state } = inventory;
  if (state.kind === 'failed') {
    throw state.error;
  }
  if (state.kind === 'signedOut') {
    throw new AksEntraError('signedOut', 'Sign in to Azure to see your clusters.');
  }
  const choices = choicesIn(state);
  if (state.kind === 'listed' && choices.length === 0) {
    throw nothingFound(state);
  }
  return pick({
    title,
    placeholder: 'Search by cluster, resource group, subscription or Entra fact',
    choices,
    updates: {
      event: inventory.onDidChange,
      choices: () => choicesIn(inventory.state),
      isLoading: () => inventory.state.kind === 'loading',
    },
  });
}

/** Waits until there is something to show; Cancel stops the listing. */
async function firstRows(inventory: ClusterInventory, listing: Promise<void>): Promise<void> {
  // Of a listing that was running already.
  if (clusterChoices(inventory.state).length > 0) {
    return;
  }
  await withProgress('Listing AKS clusters', async (signal) => {
    const rows = Promise.withResolvers<undefined>();
    const subscription = inventory.onDidChange((state) => {
      if (clusterChoices(state).length > 0) {
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

function clusterChoices(state: InventoryState): Choice<SeenCluster>[] {
  return rootNodes(state).flatMap((node): Choice<SeenCluster>[] => {
    const clusters = node.kind === 'subscription' ? seenClusters(node.seen).map(clusterChoice) : [];
    if (node.kind !== 'subscription' || clusters.length === 0) {
      return [];
    }
    const { subscription, tenants } = node.seen;
    const label = `${subscription.displayName} (${tenants.owner.displayName})`;
    return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...clusters];
  });
}

/** Last, so that it is never what Enter chooses by itself. */
function severalChoice(state: InventoryState): Choice<'several'>[] {
  if (clusterChoices(state).filter(({ value }) => value !== undefined).length < 2) {
    return [];
  }
  return [
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: 'Several clusters…', detail: 'With the same format and login mode for all of them.', value: 'several' },
  ];
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

function nothingFound(state: Listing): AksEntraError {
  const failure =
    state.tenantFailures[0]?.error ??
    state.subscriptions.map(({ outcome }) => outcome).find((outcome) => outcome.kind === 'failed')?.error;
  return (
    failure ??
    new AksEntraError(
      'notFound',
      `No AKS cluster is visible to ${labelsOf(state)}. Use another account, or ask for the Reader role.`,
    )
  );
}

function labelsOf({ accounts }: Listing): string {
  return accounts.map(({ label }) => label).join(' and ');
}
