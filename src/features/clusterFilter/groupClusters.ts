import { type ClusterGrouping, clusterGroupings } from '../../core/clusterView/clusterView.ts';
import { l10n } from '../../core/l10n.ts';
import { pick } from '../../ui/quickPickStep.ts';
import { changeView, type ClusterFilterPorts, currentView } from './changedView.ts';

/** Asks by what the clusters of the tree stand together. */
export async function groupClusters({ chosenView }: ClusterFilterPorts): Promise<void> {
  const grouping = await pick({
    title: l10n`Group clusters`,
    placeholder: l10n`Choose what the clusters are grouped by`,
    choices: clusterGroupings.map((value) => ({ ...texts[value], value })),
    preselected: currentView(chosenView).grouping,
  });
  await changeView(chosenView, { grouping });
}

const texts: Readonly<Record<ClusterGrouping, { readonly label: string; readonly detail?: string }>> = {
  subscription: {
    label: l10n`Subscription`,
    detail: l10n`Below their accounts and tenants, where there are several.`,
  },
  resourceGroup: { label: l10n`Resource group` },
  location: { label: l10n`Location` },
  entra: { label: l10n`Entra state` },
};
