import * as vscode from 'vscode';
import type { Remedy } from '../../core/diagnosis/remedy.ts';
import { appendWords } from '../appendWords.ts';
import { remedyCommand } from '../remedyCommand.ts';
import type { RowIcon } from './rowIcons.ts';

/** A row of a tree in words: what it looks like and what a screen reader says of it. */
export interface RowTexts {
  readonly label: string;
  readonly description?: string;
  /** A heading with lines below it is for what may hold any character. */
  readonly tooltip?: string | { readonly heading: string; readonly lines: readonly string[] };
  /** Says the state too, which else only the icon tells. */
  readonly accessibleLabel?: string;
  /** By which package.json chooses the menu. */
  readonly contextValue: string;
  readonly icon: RowIcon;
  readonly below: 'nothing' | 'collapsed' | 'expanded';
  /** What a click does. */
  readonly remedy?: Remedy;
}

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
const states = { nothing: None, collapsed: Collapsed, expanded: Expanded };

/** @param id no two rows of a view have the same */
export function rowItem(id: string, texts: RowTexts): vscode.TreeItem {
  const { label, description, tooltip, accessibleLabel, contextValue, icon, below, remedy } = texts;
  const item = new vscode.TreeItem(label, states[below]);
  item.id = id;
  item.contextValue = contextValue;
  item.iconPath = themeIcon(icon);
  if (description !== undefined) {
    item.description = description;
  }
  if (tooltip !== undefined) {
    item.tooltip = typeof tooltip === 'string' ? tooltip : listTooltip(tooltip);
  }
  if (accessibleLabel !== undefined) {
    item.accessibilityInformation = { label: accessibleLabel };
  }
  if (remedy !== undefined) {
    item.command = remedyCommand(remedy);
  }
  return item;
}

export function themeIcon({ name, color }: RowIcon): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}

function listTooltip({ heading, lines }: { heading: string; lines: readonly string[] }): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  appendWords(markdown.appendMarkdown('**'), heading).appendMarkdown('**\n\n');
  for (const line of lines) {
    appendWords(markdown.appendMarkdown('- '), line).appendMarkdown('\n');
  }
  return markdown;
}
