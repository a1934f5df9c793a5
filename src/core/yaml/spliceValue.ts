import { CST } from 'yaml';
import { gapsBetween } from './listDifference.ts';
import { type BlockStyle, renderItemLines, renderPairLines, renderScalar, renderValueLines } from './renderYaml.ts';
import { flowValue, hasCommentBehind, insertIntoFlow, spliceFlowItems } from './spliceFlow.ts';
import {
  endOfColon,
  endOfItem,
  endOfLine,
  isFlow,
  isListToken,
  isMapToken,
  itemsOf,
  keyOf,
  startOfItem,
  startOfLine,
  type SyntaxItem,
  type SyntaxTree,
} from './syntaxTree.ts';
import type { TextEdit } from './textEdit.ts';
import { isEqualValue, isYamlList, isYamlMap, type YamlMap, type YamlValue } from '../yamlValue.ts';
import { assertPlainMap, assertNoReference, assertNoOwnReference, unsupported } from './editableText.ts';
import { deleteFromBlock, insertLines, endOfBlock, dashGapOf, startsItsLine } from './spliceBlock.ts';

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
  // A tag tells what the old value is.
  const { offset: start } = item.start.find(({ type }) => type === 'tag') ?? item.value;
  return [{ start, end: endOfItem(item), text }];
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
