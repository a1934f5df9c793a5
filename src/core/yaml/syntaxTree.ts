import { CST, type Document, parseDocument } from 'yaml';
import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { firstDocument } from './firstDocument.ts';
import { indentFlowLines } from './indentFlowLines.ts';

/** A map or list item of yaml's concrete syntax tree. Every token carries its exact offset in the text. */
export type SyntaxItem = CST.CollectionItem & { readonly explicitKey?: true };
export type BlockCollection = CST.BlockMap | CST.BlockSequence;
export type Collection = BlockCollection | CST.FlowCollection;

export interface SyntaxTree {
  /** Without markers of a document's end that stand behind it: what is added goes before them. */
  readonly text: string;
  /** `\r\n` where the first line ends so, else `\n`. */
  readonly eol: string;
  /** undefined for a text without a value: empty, or comments only. */
  readonly root: CST.Token | undefined;
  readonly isRootAnchored: boolean;
}

/**
 * Parses the text for its positions only; values come from `readModel`.
 *
 * @throws AksEntraError kubeconfigInvalid, kubeconfigMultipleDocuments
 */
export function parseSyntaxTree(text: string): SyntaxTree {
  const first = firstDocument(text);
  const own = first.isOnly ? first.text : text;
  const document = parsePlaces(own);
  const [error] = document.errors;
  const moved = error === undefined || error.code === 'MULTIPLE_DOCS' ? undefined : parseIndented(own);
  if (error !== undefined && moved === undefined) {
    const line = lineOfOffset(text, error.pos[0]);
    if (error.code === 'MULTIPLE_DOCS') {
      throw severalDocuments(line);
    }
    throw notEditable(error.message, line, error);
  }
  const contents = (moved ?? document).contents;
  const firstBreak = own.indexOf('\n');
  return {
    text: own,
    eol: firstBreak > 0 && own[firstBreak - 1] === '\r' ? '\r\n' : '\n',
    root: contents?.srcToken,
    isRootAnchored: contents?.anchor !== undefined,
  };
}

function parsePlaces(text: string): Document.Parsed {
  return parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    keepSourceTokens: true,
    prettyErrors: false,
  });
}

/** For what is laid out as only kubectl's reader takes it: the places are those of the text itself. */
function parseIndented(text: string): Document.Parsed | undefined {
  const indented = indentFlowLines(text);
  const document = indented && parsePlaces(indented.text);
  if (indented === undefined || document === undefined || document.errors.length > 0) {
    return undefined;
  }
  moveBack(document.contents?.srcToken, text, indented.originalOffset);
  return document;
}

function moveBack(token: CST.Token | null | undefined, text: string, originalOffset: (offset: number) => number): void {
  if (!token) {
    return;
  }
  const start = originalOffset(token.offset);
  if ('source' in token && token.type !== 'block-scalar') {
    token.source = text.slice(start, originalOffset(token.offset + token.source.length));
  }
  token.offset = start;
  const children: (CST.Token | null | undefined)[] = [];
  if (token.type === 'flow-collection') {
    children.push(token.start);
  }
  if ('end' in token) {
    children.push(...(token.end ?? []));
  }
  if ('props' in token) {
    children.push(...token.props);
  }
  if (isBlock(token) || isFlow(token)) {
    children.push(...token.items.flatMap(({ start, key, sep, value }) => [...start, key, ...(sep ?? []), value]));
  }
  for (const child of children) {
    moveBack(child, text, originalOffset);
  }
}

export function severalDocuments(line: number): AksEntraError {
  return new AksEntraError(
    'kubeconfigMultipleDocuments',
    l10n`Line ${line}: the file holds several YAML documents, of which kubectl reads only the first. ` +
      l10n`Keep one document (remove the "---" and everything after it), then try again.`,
    { line },
  );
}

/** kubectl's reader takes more than YAML's grammar allows, and each parser something else of it. */
function notEditable(reason: string, line: number, cause: unknown): AksEntraError {
  return new AksEntraError(
    'kubeconfigInvalid',
    l10n`Line ${line}: what stands here cannot be edited safely (${printable(reason)}). Write it in another way, then try again.`,
    { line, cause },
  );
}

/** 1-based. */
export function lineOfOffset(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
  }
  return line;
}

export function isBlock(token: CST.Token | null | undefined): token is BlockCollection {
  return token?.type === 'block-map' || token?.type === 'block-seq';
}

export function isFlow(token: CST.Token | null | undefined): token is CST.FlowCollection {
  return token?.type === 'flow-collection';
}

export function isMapToken(token: CST.Token | null | undefined): token is CST.BlockMap | CST.FlowCollection {
  return token?.type === 'block-map' || (isFlow(token) && token.start.type === 'flow-map-start');
}

export function isListToken(token: CST.Token | null | undefined): token is CST.BlockSequence | CST.FlowCollection {
  return token?.type === 'block-seq' || (isFlow(token) && token.start.type === 'flow-seq-start');
}

/** The items that hold something: comments and a trailing comma make items of their own in the syntax tree. */
export function itemsOf(collection: Collection): SyntaxItem[] {
  const items: readonly SyntaxItem[] = collection.items;
  return items.filter(
    (item) =>
      (item.key !== undefined && item.key !== null) ||
      item.value !== undefined ||
      (item.sep !== undefined && item.sep.length > 0) ||
      item.start.some(({ type }) => ownTokens.has(type)),
  );
}

/** With one of these an item is one, even if nothing follows: `- `, `? ` and a tag of the empty text. */
const ownTokens: ReadonlySet<CST.SourceToken['type']> = new Set(['seq-item-ind', 'explicit-key-ind', 'tag', 'anchor']);

/** The key's text where it is a scalar. */
export function keyOf(item: SyntaxItem): string | undefined {
  return CST.isScalar(item.key) ? CST.resolveAsScalar(item.key).value : undefined;
}

export function itemOfKey(map: CST.BlockMap | CST.FlowCollection, key: string): SyntaxItem | undefined {
  return itemsOf(map).find((item) => keyOf(item) === key);
}

/** Where an item's own text starts: its dash, its key, or its value. */
export function startOfItem(item: SyntaxItem): number {
  const indicator = item.start.find((token) => token.type === 'seq-item-ind' || token.type === 'explicit-key-ind');
  const property = item.start.find((token) => token.type === 'anchor' || token.type === 'tag');
  const first = indicator ?? property ?? item.key ?? item.sep?.[0] ?? item.value;
  return first?.offset ?? 0;
}

/** Where an item's own text ends, without trailing blanks and comments; after a block scalar this is a line's start. */
export function endOfItem(item: SyntaxItem): number {
  if (item.value !== undefined) {
    return endOfToken(item.value);
  }
  const inSeparator = item.sep?.findLast((token) => isSubstance(token));
  if (inSeparator !== undefined) {
    return inSeparator.offset + inSeparator.source.length;
  }
  if (item.key) {
    return endOfToken(item.key);
  }
  const inStart = item.start.findLast((token) => isSubstance(token));
  return inStart === undefined ? startOfItem(item) : inStart.offset + inStart.source.length;
}

function isSubstance(token: CST.SourceToken): boolean {
  return token.type !== 'space' && token.type !== 'newline' && token.type !== 'comment';
}

export function endOfToken(token: CST.Token): number {
  if (isBlock(token)) {
    const last = itemsOf(token).at(-1);
    return last === undefined ? token.offset : endOfItem(last);
  }
  if (isFlow(token)) {
    const close = token.end.find((part) => part.type === 'flow-map-end' || part.type === 'flow-seq-end');
    return close === undefined ? token.offset + 1 : close.offset + close.source.length;
  }
  if (token.type === 'block-scalar') {
    const lastProperty = token.props.at(-1);
    const start = lastProperty === undefined ? token.offset : lastProperty.offset + sourceOf(lastProperty).length;
    return start + token.source.length;
  }
  return token.offset + sourceOf(token).length;
}

function sourceOf(token: CST.Token): string {
  return 'source' in token ? token.source : '';
}

/** Right behind the colon of a map's pair. */
export function endOfColon(item: SyntaxItem): number | undefined {
  const colon = item.sep?.find((token) => token.type === 'map-value-ind');
  return colon === undefined ? undefined : colon.offset + 1;
}

/** The first anchor, alias or merge key in an item, on any level. */
export function findReference(item: SyntaxItem): CST.Token | undefined {
  const property = [...item.start, ...(item.sep ?? [])].find((token) => token.type === 'anchor');
  if (property !== undefined) {
    return property;
  }
  if (item.key?.type === 'alias') {
    return item.key;
  }
  if (item.key && keyOf(item) === '<<') {
    return item.key;
  }
  return item.value === undefined ? undefined : findReferenceIn(item.value);
}

function findReferenceIn(token: CST.Token): CST.Token | undefined {
  if (token.type === 'alias') {
    return token;
  }
  if (!isBlock(token) && !isFlow(token)) {
    return undefined;
  }
  for (const item of itemsOf(token)) {
    const found = findReference(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

export function touchesReference(tree: SyntaxTree, token: CST.Token): AksEntraError {
  const line = lineOfOffset(tree.text, token.offset);
  const what =
    token.type === 'alias'
      ? l10n`an alias (*)`
      : token.type === 'anchor'
        ? l10n`an anchor (&)`
        : l10n`a merge key (<<)`;
  return new AksEntraError(
    'kubeconfigAnchor',
    l10n`Line ${line}: ${what} is part of what would be edited, so the change could reach other entries too. ` +
      l10n`Write the values out in full there, then try again.`,
    { line },
  );
}

/** The offset behind the line that holds the end of an item's text. */
export function endOfLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') {
    return offset;
  }
  const next = text.indexOf('\n', offset);
  return next === -1 ? text.length : next + 1;
}

export function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
