import { type ClusterOrder, clusterOrders } from '../../core/clusterView/clusterView.ts';
import { l10n } from '../../core/l10n.ts';
import { pick } from '../../ui/quickPickStep.ts';
import { changeView, type ClusterFilterPorts, currentView } from './changedView.ts';

/** Asks in which order the clusters of the tree stand, within their groups. */
export async function sortClusters({ chosenView }: ClusterFilterPorts): Promise<void> {
  const order = await pick({
    title: l10n`Sort clusters`,
    placeholder: l10n`Choose the order of the clusters in each group`,
    choices: clusterOrders.map((value) => ({ ...texts[value], value })),
    preselected: currentView(chosenView).order,
  });
  await changeView(chosenView, { order });
}

const texts: Readonly<Record<ClusterOrder, { readonly label: string; readonly detail?: string }>> = {
  name: { label: l10n`Name` },
  location: { label: l10n`Location` },
  version: { label: l10n`Kubernetes version`, detail: l10n`The oldest first.` },
  entra: {
    label: l10n`Entra state`,
    detail: l10n`Without Entra, legacy, managed with local accounts, managed without.`,
  },
};
