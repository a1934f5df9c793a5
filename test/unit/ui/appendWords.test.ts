import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as vscode from 'vscode';
import { appendWords } from '../../../src/ui/appendWords.ts';

/** Notes what is escaped and what is not. */
function noted(text: string): string[] {
  const parts: string[] = [];
  const markdown = {
    appendText: (word: string) => parts.push(`text ${word}`),
    appendMarkdown: (markdown: string) => parts.push(`markdown ${JSON.stringify(markdown)}`),
  };
  appendWords(markdown as unknown as vscode.MarkdownString, text);
  return parts;
}

describe('appendWords', () => {
  it('leaves every character but the blanks to be escaped, so that a line can break there', () => {
    assert.deepEqual(noted('a [b](c) **d**'), ['text a', 'markdown " "', 'text [b](c)', 'markdown " "', 'text **d**']);
  });

  it('makes no code block of a text that begins with blanks', () => {
    assert.deepEqual(noted('     a    b '), ['text a', 'markdown " "', 'text b']);
  });
});
