import * as vscode from 'vscode';
import type { KeyedCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import { rowItem } from '../../ui/rows/rowItem.ts';
import type { ClusterOnMachine, ClusterRow } from './clusterNodes.ts';
import { clusterRowId } from './clusterRowIds.ts';
import { clusterRowTexts } from './clusterRowTexts.ts';

/**
 * A row as VS Code shows it.
 *
 * @param onMachine what the row of a cluster, a managed namespace or a fleet tells of this machine
 */
export function clusterTreeItem(
  row: ClusterRow,
  onMachine: (cluster: KeyedCluster) => ClusterOnMachine,
): vscode.TreeItem {
  const texts = clusterRowTexts(row.node, onMachine);
  const { label, mark, command } = texts;
  const item = rowItem(clusterRowId(row), texts);
  if (mark !== undefined) {
    // The mark is all that there is to know of: see `markOf` in clusterTree.ts.
    item.resourceUri = vscode.Uri.from({ scheme: 'aks-entra-mark', path: `/${mark}` });
  }
  if (command !== undefined) {
    item.command = { command, title: label, arguments: [row] };
  }
  return item;
}
