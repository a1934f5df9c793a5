import {
  type BlockCollection,
  endOfItem,
  endOfLine,
  isBlock,
  itemsOf,
  startOfItem,
  startOfLine,
  type SyntaxItem,
  type SyntaxTree,
} from './syntaxTree.ts';
import type { CST } from 'yaml';
import { unsupported } from './editableText.ts';
import type { TextEdit } from './textEdit.ts';

/** Takes items out, with their line breaks. */
export function deleteFromBlock(
  tree: SyntaxTree,
  block: BlockCollection,
  items: readonly SyntaxItem[],
  removed: ReadonlySet<SyntaxItem>,
): TextEdit[] {
  const { text } = tree;
  const [first] = items;
  if (first === undefined || !removed.has(first) || startsItsLine(tree, first)) {
    return [...removed].map((item) => deleteLines(text, block, item));
  }
  // The first pair shares its line with the dash above it: the first one that stays moves there.
  const next = items.find((item) => !removed.has(item)) ?? unsupported(tree, first);
  const others = items.slice(items.indexOf(next)).filter((item) => removed.has(item));
  const edit = { start: startOfItem(first), end: startOfItem(next), text: '' };
  return [edit, ...others.map((item) => deleteLines(text, block, item))];
}

function deleteLines(text: string, block: BlockCollection, item: SyntaxItem): TextEdit {
  const lineStart = startOfLine(text, startOfItem(item));
  const bomLength = text.startsWith('\uFEFF') && lineStart === 0 ? 1 : 0;
  return { start: lineStart + bomLength, end: endOfBlock(text, block, [item]), text: '' };
}

/**
 * Behind the last item's line, and behind the comments below it that are indented deeper, with the blank lines above
 * them: they belong to it.
 */
export function endOfBlock(text: string, block: BlockCollection, items: readonly SyntaxItem[]): number {
  const last = items.at(-1);
  let end = endOfLine(text, last === undefined ? block.offset : endOfItem(last));
  // Not `.`, which does not match the `\r` of a line break.
  const comment = /(?:[ \t]*\r?\n)*( *)#[^\n]*(?:\n|$)/y;
  for (;;) {
    comment.lastIndex = end;
    const match = comment.exec(text);
    if (match === null || (match[1]?.length ?? 0) <= block.indent) {
      return end;
    }
    end = comment.lastIndex;
  }
}

/** Whole lines at a line's start, or at the end of a text whose last line has no line break: it stays without one. */
export function insertLines(tree: SyntaxTree, offset: number, lines: readonly string[]): TextEdit {
  const body = lines.join(tree.eol);
  const isLineStart = offset === 0 || ['\n', '\uFEFF'].includes(tree.text[offset - 1] ?? '');
  return { start: offset, end: offset, text: isLineStart ? body + tree.eol : tree.eol + body };
}

/** Blanks behind the dash of the list's first map. */
export function dashGapOf(list: CST.BlockSequence): number | undefined {
  const [first] = itemsOf(list);
  const dash = first?.start.find((token) => token.type === 'seq-item-ind');
  if (dash === undefined || !isBlock(first?.value)) {
    return undefined;
  }
  const gap = first.value.indent - list.indent - 1;
  return gap > 0 ? gap : undefined;
}

/** Whether nothing but blanks stands before an item on its line. */
export function startsItsLine({ text }: SyntaxTree, item: SyntaxItem): boolean {
  const start = startOfItem(item);
  return /^[\s\uFEFF]*$/.test(text.slice(startOfLine(text, start), start));
}
