import * as vscode from 'vscode';
import type { KeyedCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import { appendWords } from '../../ui/appendWords.ts';
import { remedyCommand } from '../../ui/remedyCommand.ts';
import type { ClusterOnMachine, ClusterRow } from './clusterNodes.ts';
import { clusterRowId } from './clusterRowIds.ts';
import { clusterRowTexts } from './clusterRowTexts.ts';
import type { ClusterRowTexts } from './rowTexts.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
const states = { nothing: None, collapsed: Collapsed, expanded: Expanded };

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
  const { label, description, tooltip, accessibleLabel, contextValue, icon, below, mark, remedy, command } = texts;
  const item = new vscode.TreeItem(label, states[below]);
  item.id = clusterRowId(row);
  item.contextValue = contextValue;
  item.iconPath = new vscode.ThemeIcon(
    icon.name,
    icon.color === undefined ? undefined : new vscode.ThemeColor(icon.color),
  );
  if (description !== undefined) {
    item.description = description;
  }
  if (mark !== undefined) {
    // The mark is all that there is to know of: see `markOf` in clusterTree.ts.
    item.resourceUri = vscode.Uri.from({ scheme: 'aks-entra-mark', path: `/${mark}` });
  }
  if (tooltip !== undefined) {
    item.tooltip = tooltipOf(tooltip);
  }
  if (accessibleLabel !== undefined) {
    item.accessibilityInformation = { label: accessibleLabel };
  }
  if (remedy !== undefined) {
    item.command = remedyCommand(remedy);
  } else if (command !== undefined) {
    item.command = { command, title: label, arguments: [row] };
  }
  return item;
}

function tooltipOf(tooltip: NonNullable<ClusterRowTexts['tooltip']>): string | vscode.MarkdownString {
  if (typeof tooltip === 'string') {
    return tooltip;
  }
  const markdown = new vscode.MarkdownString();
  appendWords(markdown.appendMarkdown('**'), tooltip.heading).appendMarkdown('**\n\n');
  for (const line of tooltip.lines) {
    appendWords(markdown.appendMarkdown('- '), line).appendMarkdown('\n');
  }
  return markdown;
}
