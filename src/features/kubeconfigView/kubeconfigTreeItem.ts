import * as vscode from 'vscode';
import { appendWords } from '../../ui/appendWords.ts';
import { remedyCommand } from '../../ui/remedyCommand.ts';
import { type KubeconfigNode, rowId } from './kubeconfigNodes.ts';
import type { KubeconfigRowTexts } from './kubeconfigRowTexts.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
const states = { nothing: None, collapsed: Collapsed, expanded: Expanded };

/** A row as VS Code shows it. */
export function kubeconfigTreeItem(node: KubeconfigNode, texts: KubeconfigRowTexts): vscode.TreeItem {
  const { label, description, tooltip, accessibleLabel, contextValue, icon, below, remedy } = texts;
  const item = new vscode.TreeItem(label, states[below]);
  item.id = rowId(node);
  item.contextValue = contextValue;
  item.iconPath = new vscode.ThemeIcon(
    icon.name,
    icon.color === undefined ? undefined : new vscode.ThemeColor(icon.color),
  );
  item.accessibilityInformation = { label: accessibleLabel };
  item.tooltip = new vscode.MarkdownString();
  appendWords(item.tooltip.appendMarkdown('**'), tooltip.heading).appendMarkdown('**\n\n');
  for (const line of tooltip.lines) {
    appendWords(item.tooltip.appendMarkdown('- '), line).appendMarkdown('\n');
  }
  if (description !== undefined) {
    item.description = description;
  }
  if (remedy !== undefined) {
    item.command = remedyCommand(remedy);
  }
  return item;
}
