import * as vscode from 'vscode';
import type { CheckState } from '../../core/checks/checkRow.ts';
import { stateText } from '../../core/checks/checkTexts.ts';
import { l10n } from '../../core/l10n.ts';
import { appendWords } from '../../ui/appendWords.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import { type CheckElement, isOpen, nodesBelow } from './checkNodes.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

const icons: Readonly<Record<CheckState, readonly [name: string, color?: string]>> = {
  waiting: ['circle-outline'],
  running: ['loading~spin'],
  ok: ['pass', 'testing.iconPassed'],
  note: ['info'],
  warning: ['warning', 'list.warningForeground'],
  error: ['error', 'list.errorForeground'],
  skipped: ['debug-step-over'],
};

/** A row as VS Code shows it. A screen reader hears the state and every sentence, which a narrow row cuts off. */
export function checkTreeItem(element: CheckElement): vscode.TreeItem {
  const { node } = element;
  switch (node.kind) {
    case 'check': {
      const { title, state, summary, details = [] } = node.row;
      const below = nodesBelow(node).length === 0 ? None : isOpen(node.row) ? Expanded : Collapsed;
      const item = new vscode.TreeItem(title, below);
      // A state of its own makes VS Code open a row that has come to ask for something.
      item.id = `${node.id}@${below}`;
      item.iconPath = iconOf(icons[state]);
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
      const item = new vscode.TreeItem(node.text, None);
      item.id = node.id;
      item.tooltip = tooltipOf(undefined, [node.text]);
      item.contextValue = 'check-detail';
      item.command = ours('aksEntra.showCheck', l10n`Show`, element);
      return item;
    }
    case 'remedy': {
      const item = new vscode.TreeItem(node.remedy.title, None);
      item.id = node.id;
      item.iconPath = iconOf(['lightbulb', 'editorLightBulb.foreground']);
      item.accessibilityInformation = { label: node.remedy.title, role: 'button' };
      item.contextValue = 'check-remedy';
      item.command = ours('aksEntra.mendCheck', node.remedy.title, element);
      return item;
    }
  }
}

function iconOf([name, color]: readonly [name: string, color?: string]): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
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
