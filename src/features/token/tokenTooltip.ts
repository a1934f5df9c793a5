import * as vscode from 'vscode';
import type { HeldTokenTexts } from '../../core/entra/heldTokenTexts.ts';
import { l10n } from '../../core/l10n.ts';
import { appendWords } from '../../ui/appendWords.ts';
import type { TokenStatusTexts } from './tokenStatusTexts.ts';

/** With more rows the hover would be one long list; the command that it names has them all. */
const mostRows = 10;

/** The hover: what kubectl signs in with, and a table of the tokens that this window holds. */
export function tokenTooltip(
  lines: TokenStatusTexts['tooltip'],
  held: readonly HeldTokenTexts[],
): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  for (const [label, value] of lines) {
    if (label !== '') {
      appendWords(markdown.appendMarkdown('**'), label).appendMarkdown('**: ');
    }
    appendWords(markdown, value).appendMarkdown('  \n');
  }
  if (held.length === 0) {
    return markdown;
  }
  markdown.appendMarkdown('\n---\n\n');
  appendRow(markdown, [l10n`Token for`, l10n`Account`, l10n`Tenant`, l10n`Time left`]);
  markdown.appendMarkdown('|---|---|---|---|\n');
  for (const { audience, account, tenant, timeLeft } of held.slice(0, mostRows)) {
    appendRow(markdown, [audience, account, tenant, timeLeft]);
  }
  const hidden = held.length - mostRows;
  const more = hidden > 0 ? l10n`${hidden} more. “AKS Entra: Show Token Claims” has them all.` : '';
  return more === '' ? markdown : appendWords(markdown.appendMarkdown('\n'), more);
}

function appendRow(markdown: vscode.MarkdownString, cells: readonly string[]): void {
  for (const cell of cells) {
    markdown.appendMarkdown('| ');
    // VS Code escapes all but the sign that ends a cell.
    for (const [index, part] of cell.split('|').entries()) {
      appendWords(index === 0 ? markdown : markdown.appendMarkdown('\\|'), part);
    }
    markdown.appendMarkdown(' ');
  }
  markdown.appendMarkdown('|\n');
}
