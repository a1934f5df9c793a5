import { changeView, type ClusterFilterPorts } from './changedView.ts';

/** Shows all clusters again, grouped and sorted as they are. */
export async function clearFilter({ chosenView }: ClusterFilterPorts): Promise<void> {
  await changeView(chosenView, { filter: {} });
}
