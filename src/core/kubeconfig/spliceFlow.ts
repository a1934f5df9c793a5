import type { CST } from 'yaml';
import { deeper, renderFlow, renderFlowPair } from './renderYaml.ts';
import type { FlowLayout } from './renderYaml.ts';
import { endOfItem, endOfToken, isFlow, itemsOf, startOfItem, startOfLine } from './syntaxTree.ts';
import type { SyntaxItem, SyntaxTree } from './syntaxTree.ts';
import type { TextEdit } from './textEdit.ts';
import type { YamlValue } from './yamlValue.ts';

/** A list item, or the key and value of a map's pair. */
type FlowPart = YamlValue | readonly [string, YamlValue];

/**
 * Takes items (with a comma each) out of a flow collection (`[…]`, `{…}`, JSON) and adds parts behind its last one,
 * laid out as their neighbours are.
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
  if (lastKept === undefined) return [fillEmpty(tree, collection, items, added, isMap)];

  const keptCount = items.indexOf(lastKept) + 1;
  const edits = items.slice(0, keptCount).flatMap((item, index): TextEdit[] => {
    const next = items[index + 1];
    return removed.has(item) && next !== undefined
      ? [{ start: startOfItem(item), end: startOfItem(next), text: '' }]
      : [];
  });
  const start = endOfItem(lastKept);
  const end = Math.max(start, ...items.slice(keptCount).map((item) => endOfItem(item)));
  const layout = layoutAt(tree, startOfItem(lastKept), isSpread(tree, collection));
  const separator = layout.indent === undefined ? `,${layout.gap}` : `,${tree.eol}${layout.indent}`;
  const text = added.map((part) => separator + renderPart(part, isMap, layout)).join('');
  if (end > start || text !== '') edits.push({ start, end, text });
  return edits;
}

/** Fills a collection that is empty or loses all of its items. */
function fillEmpty(
  tree: SyntaxTree,
  collection: CST.FlowCollection,
  items: readonly SyntaxItem[],
  added: readonly FlowPart[],
  isMap: boolean,
): TextEdit {
  const open = collection.offset + 1;
  const close = endOfToken(collection) - 1;
  const outer = layoutAt(tree, collection.offset, isFlow(tree.root) && isSpread(tree, tree.root));
  const inner = deeper(outer);
  const parts = added.map((part) => renderPart(part, isMap, inner));
  if (items.length > 0 && added.length === 0) return { start: open, end: close, text: '' };
  const isBlank = items.length > 0 || /^\s*$/.test(tree.text.slice(open, close));
  if (inner.indent === undefined || outer.indent === undefined) {
    return { start: open, end: isBlank ? close : open, text: parts.join(`,${inner.gap}`) + (isBlank ? '' : ' ') };
  }
  const lineBreak = tree.eol + inner.indent;
  const body = lineBreak + parts.join(`,${lineBreak}`);
  return isBlank
    ? { start: open, end: close, text: body + tree.eol + outer.indent }
    : { start: open, end: open, text: `${body} ` };
}

function renderPart(part: FlowPart, isMap: boolean, layout: FlowLayout): string {
  if (!isMap) return renderFlow(part, layout);
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
