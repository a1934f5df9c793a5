import type { CST } from 'yaml';
import { deeper, type FlowLayout, renderFlow, renderFlowPair } from './renderYaml.ts';
import {
  endOfItem,
  endOfToken,
  isFlow,
  itemsOf,
  startOfItem,
  startOfLine,
  type SyntaxItem,
  type SyntaxTree,
} from './syntaxTree.ts';
import type { TextEdit } from './textEdit.ts';
import type { YamlValue } from '../yamlValue.ts';

/** A list item, or the key and value of a map's pair. */
type FlowPart = YamlValue | readonly [string, YamlValue];

/**
 * Takes items (with a comma each) out of a flow collection (`[…]`, `{…}`, JSON) and adds parts behind its last one,
 * laid out as their neighbours are. Comments stay but for those of a removed item: on its own lines, behind its comma.
 */
export function spliceFlowItems(
  tree: SyntaxTree,
  collection: CST.FlowCollection,
  items: readonly SyntaxItem[],
  removed: ReadonlySet<SyntaxItem>,
  added: readonly FlowPart[],
): TextEdit[] {
  const isMap = collection.start.type === 'flow-map-start';
  const lastKept = items.findLast((item) => !removed.has(item));
  if (lastKept === undefined) {
    return fillEmpty(tree, collection, items, added, isMap);
  }

  const keptCount = items.indexOf(lastKept) + 1;
  const edits = items.slice(0, keptCount).flatMap((item, index): TextEdit[] => {
    const next = items[index + 1];
    if (!removed.has(item) || next === undefined) {
      return [];
    }
    const [start, end] = [startOfItem(item), startOfItem(next)];
    const isCommented = tree.text.slice(endOfItem(item), end).includes('#');
    return [isCommented ? deleteFromFlow(tree, collection, item) : { start, end, text: '' }];
  });
  const layout = layoutAt(tree, startOfItem(lastKept), isSpread(tree, collection));
  const parts = added.map((part) => renderPart(part, isMap, layout));
  if (hasCommentBehind(tree, collection, lastKept)) {
    return [...edits, ...spliceCommentedTail(tree, collection, items, lastKept, parts)];
  }
  const start = endOfItem(lastKept);
  const end = Math.max(start, ...items.slice(keptCount).map((item) => endOfItem(item)));
  const text = parts.map((part) => separatorOf(layout) + part).join('');
  if (end > start || text !== '') {
    edits.push({ start, end, text: blankWithoutValue(tree, lastKept) + text });
  }
  return edits;
}

/** Takes out the items behind the last one that stays, and adds others behind that one's line. */
function spliceCommentedTail(
  tree: SyntaxTree,
  collection: CST.FlowCollection,
  items: readonly SyntaxItem[],
  lastKept: SyntaxItem,
  parts: readonly string[],
): TextEdit[] {
  const { text, eol } = tree;
  const tail = items.slice(items.indexOf(lastKept) + 1);
  const edits = tail.map((item) => deleteFromFlow(tree, collection, item));
  const end = endOfItem(lastKept);
  const comma = commaBehind(tree, lastKept);
  const lastComma = commaBehind(tree, tail.at(-1) ?? lastKept) === undefined ? '' : ',';
  const needsComma = parts.length > 0 || lastComma !== '';
  if (comma === undefined && needsComma) {
    edits.push({ start: end, end, text: `${blankWithoutValue(tree, lastKept)},` });
  }
  if (comma !== undefined && !needsComma) {
    edits.push({ start: comma, end: comma + 1, text: '' });
  }
  if (parts.length === 0) {
    return edits;
  }

  const behind = comma === undefined ? end : comma + 1;
  const lineEnd = endOfOpenLine(text, behind);
  if (lineEnd === undefined) {
    edits.push({ start: behind, end: behind, text: ` ${parts.join(', ')}${lastComma}` });
  } else {
    const start = startOfItem(lastKept);
    const lineStart = startOfLine(text, start);
    // On the line of the bracket, that line's own indentation could be too little.
    const indent =
      lineStart > collection.offset ? indentAt(text, start) : text.slice(lineStart, start).replace(/[^\t]/g, ' ');
    const lines = parts.map((part) => indent + part).join(`,${eol}`) + lastComma + eol;
    edits.push({ start: lineEnd, end: lineEnd, text: lines });
  }
  return edits;
}

/** To kubectl `{a:, b: c}` has a key `a:`, and a comma belongs to a tag too: the blank that keeps them apart stays. */
function blankWithoutValue({ text }: SyntaxTree, item: SyntaxItem): string {
  const hasValue = item.value !== undefined && endOfToken(item.value) > item.value.offset;
  return !hasValue && /\s/.test(text.charAt(endOfItem(item))) ? ' ' : '';
}

/** New items in front of one that stays. */
export function insertIntoFlow(
  tree: SyntaxTree,
  list: CST.FlowCollection,
  next: SyntaxItem,
  values: readonly YamlValue[],
): TextEdit {
  const start = startOfItem(next);
  const startsLine = /^[ \t]*$/.test(tree.text.slice(startOfLine(tree.text, start), start));
  const layout = layoutAt(tree, start, startsLine && isSpread(tree, list));
  const text = values.map((value) => renderFlow(value, layout) + separatorOf(layout)).join('');
  return { start, end: start, text };
}

/** Takes an item out with its comma, and with the rest of its line where nothing that stays is in front of it there. */
function deleteFromFlow(tree: SyntaxTree, collection: CST.FlowCollection, item: SyntaxItem): TextEdit {
  const { text } = tree;
  const start = startOfItem(item);
  const comma = commaBehind(tree, item);
  const end = comma === undefined ? endOfItem(item) : comma + 1;
  const lineEnd = endOfOpenLine(text, end);
  const lineStart = startOfLine(text, start);
  const open = collection.offset + 1;
  const isFirstOnLine = /^[ \t]*$/.test(text.slice(Math.max(lineStart, open), start));
  if (lineEnd === undefined || !isFirstOnLine) {
    const gap = /[ \t]*(?!#)/y;
    gap.lastIndex = end;
    return { start, end: end + (gap.exec(text)?.[0].length ?? 0), text: '' };
  }
  if (lineStart > open) {
    return { start: lineStart, end: lineEnd, text: '' };
  }
  return { start: open, end: lineEnd - (text[lineEnd - 2] === '\r' ? 2 : 1), text: '' };
}

/** Behind the line, where it ends with no more than a comment. */
function endOfOpenLine(text: string, offset: number): number | undefined {
  const rest = /[ \t]*(?:#[^\n]*|\r?)\n/y;
  rest.lastIndex = offset;
  return rest.test(text) ? rest.lastIndex : undefined;
}

/** The offset of an item's comma. */
function commaBehind({ text }: SyntaxTree, item: SyntaxItem): number | undefined {
  const gap = /(?:\s|#[^\n]*\n)*,/y;
  gap.lastIndex = endOfItem(item);
  return gap.test(text) ? gap.lastIndex - 1 : undefined;
}

/** Whether a comment stands within the collection and behind the item, but not within another item. */
export function hasCommentBehind({ text }: SyntaxTree, collection: CST.FlowCollection, item?: SyntaxItem): boolean {
  const items = itemsOf(collection);
  const rest = item === undefined ? items : items.slice(items.indexOf(item) + 1);
  const ends = [item === undefined ? collection.offset : endOfItem(item), ...rest.map((next) => endOfItem(next))];
  const starts = [...rest.map((next) => startOfItem(next)), endOfToken(collection)];
  return ends.some((end, index) => text.slice(end, starts[index]).includes('#'));
}

/** Fills a collection that is empty or loses all of its items. */
function fillEmpty(
  tree: SyntaxTree,
  collection: CST.FlowCollection,
  items: readonly SyntaxItem[],
  added: readonly FlowPart[],
  isMap: boolean,
): TextEdit[] {
  const open = collection.offset + 1;
  const close = endOfToken(collection) - 1;
  const isBlank = !hasCommentBehind(tree, collection);
  const removals = isBlank ? [] : items.map((item) => deleteFromFlow(tree, collection, item));
  if (added.length === 0) {
    return isBlank ? [{ start: open, end: close, text: '' }] : removals;
  }

  const outer = layoutAt(tree, collection.offset, isFlow(tree.root) && isSpread(tree, tree.root));
  const inner = deeper(outer);
  const parts = added.map((part) => renderPart(part, isMap, inner));
  const gap = isBlank || /[\r\n]/.test(tree.text.charAt(open)) ? '' : ' ';
  if (inner.indent === undefined || outer.indent === undefined) {
    const text = parts.join(`,${inner.gap}`) + gap;
    return [...removals, { start: open, end: isBlank ? close : open, text }];
  }
  const lineBreak = tree.eol + inner.indent;
  const body = lineBreak + parts.join(`,${lineBreak}`);
  return isBlank
    ? [{ start: open, end: close, text: body + tree.eol + outer.indent }]
    : [...removals, { start: open, end: open, text: body + gap }];
}

function separatorOf(layout: FlowLayout): string {
  return layout.indent === undefined ? `,${layout.gap}` : `,${layout.eol}${layout.indent}`;
}

function renderPart(part: FlowPart, isMap: boolean, layout: FlowLayout): string {
  if (!isMap) {
    return renderFlow(part, layout);
  }
  const [key, value] = part as readonly [string, YamlValue];
  return renderFlowPair(key, value, layout);
}

/** A value that replaces the one of `item`. */
export function flowValue(tree: SyntaxTree, item: SyntaxItem, value: YamlValue): string {
  return renderFlow(value, layoutAt(tree, startOfItem(item), isFlow(tree.root) && isSpread(tree, tree.root)));
}

/** Whether the collection's first item stands on a line of its own. */
function isSpread(tree: SyntaxTree, collection: CST.FlowCollection): boolean {
  const [first] = itemsOf(collection);
  return first !== undefined && tree.text.slice(collection.offset, startOfItem(first)).includes('\n');
}

function layoutAt(tree: SyntaxTree, offset: number, isSpread: boolean): FlowLayout {
  const isDense = isFlow(tree.root) && itemsOf(tree.root)[0]?.sep?.every((token) => token.type !== 'space') === true;
  return {
    eol: tree.eol,
    indent: isSpread ? indentAt(tree.text, offset) : undefined,
    indentUnit: indentUnitOf(tree),
    gap: isDense ? '' : ' ',
  };
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(startOfLine(text, offset), offset))?.[0] ?? '';
}

function indentUnitOf(tree: SyntaxTree): string {
  const first = isFlow(tree.root) ? itemsOf(tree.root)[0] : undefined;
  const unit = first === undefined ? '' : indentAt(tree.text, startOfItem(first));
  return unit === '' ? '  ' : unit;
}
