import type * as vscode from 'vscode';

/**
 * Adds a text to a hover, each word escaped by VS Code. Its `appendText` makes every blank a hard one too, so that a long
 * line would break within a word.
 */
export function appendWords(markdown: vscode.MarkdownString, text: string): vscode.MarkdownString {
  for (const [index, word] of text.trim().split(/ +/).entries()) {
    if (index > 0) {
      markdown.appendMarkdown(' ');
    }
    markdown.appendText(word);
  }
  return markdown;
}
