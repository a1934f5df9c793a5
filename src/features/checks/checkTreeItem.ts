import * as vscode from 'vscode';
import type { CheckState } from '../../core/checks/checkRow.ts';
import { stateText } from '../../core/checks/checkTexts.ts';
import { l10n } from '../../core/l10n.ts';
import { appendWords } from '../../ui/appendWords.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import { errorIcon, remedyIcon, type RowIcon, warningIcon } from '../../ui/rows/rowIcons.ts';
import { themeIcon } from '../../ui/rows/rowItem.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { type CheckElement, isOpen, nodesBelow } from './checkNodes.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

const icons: Readonly<Record<CheckState, RowIcon>> = {
  waiting: { name: 'circle-outline' },
  running: { name: 'loading~spin' },
  ok: { name: 'pass', color: 'aksEntra.healthyIcon' },
  note: { name: 'info' },
  warning: warningIcon,
  error: errorIcon,
  skipped: { name: 'debug-step-over' },
};

/** A row as VS Code shows it. A screen reader hears the state and every sentence, which a narrow row cuts off. */
export function checkTreeItem(element: CheckElement): vscode.TreeItem {
  const { node } = element;
  switch (node.kind) {
    case 'check': {
      const { state } = node.row;
      const title = withTilde(node.row.title);
      const summary = node.row.summary === undefined ? undefined : withTilde(node.row.summary);
      const details = (node.row.details ?? []).map(withTilde);
      const below = nodesBelow(node).length === 0 ? None : isOpen(node.row) ? Expanded : Collapsed;
      const item = new vscode.TreeItem(title, below);
      // A state of its own makes VS Code open a row that has come to ask for something.
      item.id = `${node.id}@${below}`;
      item.iconPath = themeIcon(icons[state]);
      if (summary !== undefined) {
        item.description = summary;
      }
      item.tooltip = tooltipOf(title, [...(summary === undefined ? [] : [summary]), ...details]);
      item.accessibilityInformation = {
        label: [`${title}: ${stateText(state)}`, ...(summary === undefined ? [] : [summary]), ...details].join('. '),
      };
      item.contextValue = `check-${state}`;
      if (details.length > 0) {
        item.command = ours('aksEntra.showCheck', l10n`Show`, element);
      }
      return item;
    }
    case 'detail': {
      const text = withTilde(node.text);
      const item = new vscode.TreeItem(text, None);
      item.id = node.id;
      item.tooltip = tooltipOf(undefined, [text]);
      item.contextValue = 'check-detail';
      item.command = ours('aksEntra.showCheck', l10n`Show`, element);
      return item;
    }
    case 'remedy': {
      const item = new vscode.TreeItem(node.remedy.title, None);
      item.id = node.id;
      item.iconPath = themeIcon(remedyIcon);
      item.accessibilityInformation = { label: node.remedy.title, role: 'button' };
      item.contextValue = 'check-remedy';
      item.command = ours('aksEntra.mendCheck', node.remedy.title, element);
      return item;
    }
  }
}

function ours(command: CommandId, title: string, element: CheckElement): vscode.Command {
  return { command, title, arguments: [element] };
}

function tooltipOf(heading: string | undefined, lines: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  if (heading !== undefined) {
    appendWords(markdown.appendMarkdown('**'), heading).appendMarkdown('**\n\n');
  }
  for (const line of lines) {
    appendWords(markdown, line).appendMarkdown('\n\n');
  }
  return markdown;
}
