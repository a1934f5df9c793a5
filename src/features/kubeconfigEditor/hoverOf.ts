import * as vscode from 'vscode';
import { appendWords } from '../../ui/appendWords.ts';
import type { HoverTexts } from './contextHoverTexts.ts';

/** Every word is escaped, and no link in it would run a command. */
export function hoverOf({ heading, lines }: HoverTexts, range: vscode.Range): vscode.Hover {
  const markdown = new vscode.MarkdownString();
  appendWords(markdown.appendMarkdown('**'), heading).appendMarkdown('**\n\n');
  for (const line of lines) {
    appendWords(markdown.appendMarkdown('- '), line).appendMarkdown('\n');
  }
  return new vscode.Hover(markdown, range);
}
