import { CST } from 'yaml';
import { AksEntraError } from '../aksEntraError.ts';
import { gapsBetween } from './listDifference.ts';
import { type BlockStyle, renderItemLines, renderPairLines, renderScalar, renderValueLines } from './renderYaml.ts';
import { flowValue, hasCommentBehind, insertIntoFlow, spliceFlowItems } from './spliceFlow.ts';
import {
  type BlockCollection,
  type Collection,
  endOfColon,
  endOfItem,
  endOfLine,
  findReference,
  isBlock,
  isFlow,
  isListToken,
  isMapToken,
  itemsOf,
  keyOf,
  lineOfOffset,
  startOfItem,
  startOfLine,
  type SyntaxItem,
  type SyntaxTree,
  touchesReference,
} from './syntaxTree.ts';
import type { TextEdit } from './textEdit.ts';
import { isEqualValue, isYamlList, isYamlMap, type YamlMap, type YamlValue } from './yamlValue.ts';

/** What the splicing functions need to know about the text they work on. */
export interface SpliceTarget {
  readonly tree: SyntaxTree;
  readonly style: BlockStyle;
}

/**
 * The smallest edits that turn the map's text from one value into the other: equal parts are not touched, changed
 * scalars are replaced in place, new keys go to the end of their map.
 *
 * @throws AksEntraError kubeconfigAnchor, kubeconfigInvalid
 */
export function spliceMap(
  target: SpliceTarget,
  map: CST.BlockMap | CST.FlowCollection,
  before: YamlMap,
  after: YamlMap,
): TextEdit[] {
  const items = itemsOf(map);
  const changed = Object.keys(before).filter((key) => !isEqualValue(before[key], after[key]));
  const added = Object.keys(after).filter((key) => !Object.hasOwn(before, key));
  if (changed.length === 0 && added.length === 0) {
    return [];
  }
  assertPlainMap(target.tree, map, items);

  const edits: TextEdit[] = [];
  const removed = new Set<SyntaxItem>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined || !changed.includes(key)) {
      continue;
    }
    const value = after[key];
    if (value === undefined) {
      removed.add(item);
    } else {
      edits.push(...splicePair(target, map, item, before[key] ?? null, value));
    }
  }
  const pairs = added.map((key): [string, YamlValue] => [key, after[key] ?? null]);
  return [...edits, ...splicePairs(target, map, removed, pairs)];
}

/** Takes pairs out of a map and adds others behind its last one. */
function splicePairs(
  target: SpliceTarget,
  map: CST.BlockMap | CST.FlowCollection,
  removed: ReadonlySet<SyntaxItem>,
  added: readonly (readonly [string, YamlValue])[],
): TextEdit[] {
  const items = itemsOf(map);
  for (const item of removed) {
    assertNoReference(target.tree, item);
  }
  if (isFlow(map)) {
    return spliceFlowItems(target.tree, map, items, removed, added);
  }
  const edits = deleteFromBlock(target.tree, map, items, removed);
  const lines = added.flatMap(([key, value]) => renderPairLines(key, value, map.indent, target.style));
  if (lines.length > 0) {
    edits.push(insertLines(target.tree, endOfBlock(target.tree.text, map, items), lines));
  }
  return edits;
}

/** Takes items out of a list and adds others behind its last one. The list has at least one. */
export function spliceItems(
  target: SpliceTarget,
  list: CST.BlockSequence | CST.FlowCollection,
  removed: ReadonlySet<SyntaxItem>,
  added: readonly YamlValue[],
): TextEdit[] {
  const items = itemsOf(list);
  for (const item of removed) {
    assertNoReference(target.tree, item);
  }
  if (isFlow(list)) {
    return spliceFlowItems(target.tree, list, items, removed, added);
  }
  const edits = deleteFromBlock(target.tree, list, items, removed);
  const style = { ...target.style, dashGap: dashGapOf(list) ?? target.style.dashGap };
  const lines = added.flatMap((item) => renderItemLines(item, list.indent, style));
  if (lines.length > 0) {
    edits.push(insertLines(target.tree, endOfBlock(target.tree.text, list, items), lines));
  }
  return edits;
}

/** Turns the value of one pair of a map into another one. */
function splicePair(
  target: SpliceTarget,
  map: CST.BlockMap | CST.FlowCollection,
  item: SyntaxItem,
  before: YamlValue,
  after: YamlValue,
): TextEdit[] {
  assertNoOwnReference(target.tree, item);
  const inner = item.value;
  const isTagged = item.sep?.some((token) => token.type === 'tag') ?? false;
  if (!isTagged) {
    if (isMapToken(inner) && isYamlMap(before) && isYamlMap(after) && Object.keys(after).length > 0) {
      return spliceMap(target, inner, before, after);
    }
    if (isListToken(inner) && isYamlList(before) && isYamlList(after) && before.length > 0 && after.length > 0) {
      const edits = spliceList(target, inner, before, after);
      if (edits !== undefined) {
        return edits;
      }
    }
    if (isCommentedEmptyList(target.tree, inner) && isYamlList(after)) {
      return spliceFlowItems(target.tree, inner, [], new Set(), after);
    }
    if (isOneLineScalar(inner) && !isYamlMap(after) && !isYamlList(after)) {
      const text = map.type === 'block-map' ? renderScalar(after) : flowValue(target.tree, item, after);
      return [{ start: inner.offset, end: endOfItem(item), text }];
    }
  }
  assertNoReference(target.tree, item);
  return replaceValue(target, map, item, after);
}

/**
 * Turns the items of a list into others. Those that stay keep their text and what is beside them; of those between two
 * that stay, the first ones are replaced in place. undefined where that cannot be done.
 */
function spliceList(
  target: SpliceTarget,
  list: CST.BlockSequence | CST.FlowCollection,
  before: readonly YamlValue[],
  after: readonly YamlValue[],
): TextEdit[] | undefined {
  const items = itemsOf(list);
  if (items.length !== before.length || items.some((item) => item.key !== undefined)) {
    return undefined;
  }
  const edits: TextEdit[] = [];
  const removed = new Set<SyntaxItem>();
  const appended: YamlValue[] = [];
  for (const gap of gapsBetween(before, after)) {
    const gapItems = items.slice(gap.beforeStart, gap.beforeEnd);
    const values = after.slice(gap.afterStart, gap.afterEnd);
    for (const [index, item] of gapItems.entries()) {
      const value = values[index];
      const changed =
        value === undefined ? [] : spliceItem(target, list, item, before[gap.beforeStart + index] ?? null, value);
      if (changed === undefined) {
        return undefined;
      }
      if (value === undefined) {
        removed.add(item);
      }
      edits.push(...changed);
    }
    const inserted = values.slice(gapItems.length);
    const next = items[gap.beforeEnd];
    if (next === undefined) {
      appended.push(...inserted);
    } else if (inserted.length > 0) {
      const insertion = insertBefore(target, list, next, inserted);
      if (insertion === undefined) {
        return undefined;
      }
      edits.push(insertion);
    }
  }
  if (list.type === 'block-seq' && [...removed].some((item) => !startsItsLine(target.tree, item))) {
    return undefined;
  }
  return [...edits, ...spliceItems(target, list, removed, appended)];
}

/** The new text of one item; undefined where only writing the whole list anew can change it. */
function spliceItem(
  target: SpliceTarget,
  list: CST.BlockSequence | CST.FlowCollection,
  item: SyntaxItem,
  before: YamlValue,
  after: YamlValue,
): TextEdit[] | undefined {
  assertNoOwnReference(target.tree, item);
  if (isMapToken(item.value) && isYamlMap(before) && isYamlMap(after) && Object.keys(after).length > 0) {
    return spliceMap(target, item.value, before, after);
  }
  if (!isOneLineScalar(item.value) || isYamlMap(after) || isYamlList(after)) {
    return undefined;
  }
  const text = list.type === 'block-seq' ? renderScalar(after) : flowValue(target.tree, item, after);
  return [{ start: item.value.offset, end: endOfItem(item), text }];
}

/** New items in front of one that stays. */
function insertBefore(
  target: SpliceTarget,
  list: CST.BlockSequence | CST.FlowCollection,
  next: SyntaxItem,
  values: readonly YamlValue[],
): TextEdit | undefined {
  if (isFlow(list)) {
    return insertIntoFlow(target.tree, list, next, values);
  }
  if (!startsItsLine(target.tree, next)) {
    return undefined;
  }
  const style = { ...target.style, dashGap: dashGapOf(list) ?? target.style.dashGap };
  const lines = values.flatMap((value) => renderItemLines(value, list.indent, style));
  return insertLines(target.tree, startOfLine(target.tree.text, startOfItem(next)), lines);
}

function startsItsLine({ text }: SyntaxTree, item: SyntaxItem): boolean {
  const start = startOfItem(item);
  return /^[\s\uFEFF]*$/.test(text.slice(startOfLine(text, start), start));
}

/** Brackets that hold nothing but comments. */
export function isCommentedEmptyList(tree: SyntaxTree, token: CST.Token | undefined): token is CST.FlowCollection {
  return isListToken(token) && isFlow(token) && itemsOf(token).length === 0 && hasCommentBehind(tree, token);
}

function isOneLineScalar(token: CST.Token | undefined): token is CST.FlowScalar {
  return CST.isScalar(token) && token.type !== 'block-scalar' && token.source !== '' && !token.source.includes('\n');
}

/** Writes the value of a pair anew: from behind its colon to its end, and further lines behind a comment there. */
function replaceValue(
  target: SpliceTarget,
  map: CST.BlockMap | CST.FlowCollection,
  item: SyntaxItem,
  value: YamlValue,
): TextEdit[] {
  const { tree } = target;
  const start = endOfColon(item) ?? unsupported(tree, item);
  const end = Math.max(endOfItem(item), start);
  if (map.type !== 'block-map') {
    return [{ start, end, text: ` ${flowValue(tree, item, value)}` }];
  }
  const lineEnd = endOfLine(tree.text, end);
  // A comment below that is indented deeper would become a part of a block scalar.
  const allowLiteral = target.style.allowLiteral && endOfBlock(tree.text, map, [item]) === lineEnd;
  const [first = '', ...rest] = renderValueLines(value, map.indent, { ...target.style, allowLiteral });
  // A block scalar's text ends with its line break.
  if (end > start && tree.text[end - 1] === '\n') {
    return [{ start, end, text: [first, ...rest, ''].join(tree.eol) }];
  }
  const edit = { start, end, text: first };
  return rest.length === 0 ? [edit] : [edit, insertLines(tree, lineEnd, rest)];
}

/** Takes items out, with their line breaks. */
function deleteFromBlock(
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
function endOfBlock(text: string, block: BlockCollection, items: readonly SyntaxItem[]): number {
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

/** A map that is edited must be read the same by everyone: no merge keys, no repeated or compound keys. */
function assertPlainMap(tree: SyntaxTree, map: Collection, items: readonly SyntaxItem[]): void {
  const keys = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === '<<') {
      throw touchesReference(tree, item.key ?? map);
    }
    if (item.start.some((token) => token.type === 'anchor')) {
      assertNoOwnReference(tree, item);
    }
    if (key === undefined || item.explicitKey === true || endOfColon(item) === undefined) {
      unsupported(tree, item);
    } else if (keys.has(key)) {
      throw repeatedKey(tree, item, key);
    } else {
      keys.add(key);
    }
  }
}

function repeatedKey(tree: SyntaxTree, item: SyntaxItem, key: string): AksEntraError {
  const line = lineOfOffset(tree.text, startOfItem(item));
  return new AksEntraError(
    'kubeconfigInvalid',
    `Line ${line}: the key "${key}" stands twice in the same place. Remove one of the two, then try again.`,
    { line },
  );
}

function unsupported(tree: SyntaxTree, item: SyntaxItem): never {
  const line = lineOfOffset(tree.text, startOfItem(item));
  throw new AksEntraError(
    'kubeconfigInvalid',
    `Line ${line}: this way of writing a key cannot be edited safely. Write it as "key: value", then try again.`,
    { line },
  );
}

export function assertNoReference(tree: SyntaxTree, item: SyntaxItem): void {
  const reference = findReference(item);
  if (reference !== undefined) {
    throw touchesReference(tree, reference);
  }
}

/** An anchor on the value itself carries every change below it to its aliases; an alias is someone else's value. */
export function assertNoOwnReference(tree: SyntaxTree, item: SyntaxItem): void {
  const anchor = [...item.start, ...(item.sep ?? [])].find((token) => token.type === 'anchor');
  if (anchor !== undefined) {
    throw touchesReference(tree, anchor);
  }
  if (item.value?.type === 'alias') {
    throw touchesReference(tree, item.value);
  }
}
