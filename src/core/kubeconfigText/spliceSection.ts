import type { CST } from 'yaml';
import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import type { SectionName } from './editableKubeconfig.ts';
import { renderItemLines } from '../yaml/renderYaml.ts';
import { flowValue, spliceFlowItems } from '../yaml/spliceFlow.ts';
import { isCommentedEmptyList, spliceItems, spliceMap, type SpliceTarget } from '../yaml/spliceValue.ts';
import {
  endOfColon,
  endOfItem,
  endOfLine,
  isFlow,
  isListToken,
  isMapToken,
  itemsOf,
  lineOfOffset,
  startOfItem,
  type SyntaxItem,
} from '../yaml/syntaxTree.ts';
import type { TextEdit } from '../yaml/textEdit.ts';
import { isYamlMap, type YamlMap, type YamlValue } from '../yamlValue.ts';
import { assertNoOwnReference, assertNoReference } from '../yaml/editableText.ts';
import { insertLines } from '../yaml/spliceBlock.ts';

/** What becomes of one section: by index of the present entries. */
export interface SectionChange {
  readonly section: SectionName;
  readonly before: readonly YamlValue[];
  readonly replaced: ReadonlyMap<number, YamlMap>;
  readonly removed: ReadonlySet<number>;
  readonly appended: readonly YamlMap[];
}

/**
 * The edits of one of the lists of a kubeconfig (clusters, contexts, users). Entries that do not change keep their
 * text; what comes new goes behind the last one.
 *
 * @param section the pair of the root map that holds the list
 */
export function spliceSection(
  target: SpliceTarget,
  root: CST.BlockMap | CST.FlowCollection,
  section: SyntaxItem,
  change: SectionChange,
): TextEdit[] {
  assertNoOwnReference(target.tree, section);
  const list = section.value;
  const items = isListToken(list) ? itemsOf(list) : [];
  if (!isListToken(list) || items.length === 0) {
    return fillSection(target, root, section, change.appended);
  }

  const edits: TextEdit[] = [];
  const removed = new Set<SyntaxItem>();
  for (const [index, item] of items.entries()) {
    const entry = change.replaced.get(index);
    if (change.removed.has(index)) {
      removed.add(item);
    } else if (entry !== undefined) {
      edits.push(...spliceEntry(target, item, change.before[index], entry));
    }
  }
  edits.push(...spliceItems(target, list, removed, change.appended));
  if (removed.size === items.length && change.appended.length === 0 && !isFlow(list)) {
    const colon = endOfColon(section) ?? list.offset;
    edits.push({ start: colon, end: colon, text: ' []' });
  }
  return edits;
}

function spliceEntry(
  target: SpliceTarget,
  item: SyntaxItem,
  before: YamlValue | undefined,
  after: YamlMap,
): TextEdit[] {
  assertNoOwnReference(target.tree, item);
  if (isMapToken(item.value) && isYamlMap(before)) {
    return spliceMap(target, item.value, before, after);
  }
  const line = lineOfOffset(target.tree.text, startOfItem(item));
  throw new AksEntraError(
    'kubeconfigInvalid',
    l10n`Line ${line}: this entry cannot be edited safely. Write it as "- name: …", then try again.`,
    { line },
  );
}

/** The first entries of a section that is written as `[]`, `null` or nothing. */
function fillSection(
  target: SpliceTarget,
  root: CST.BlockMap | CST.FlowCollection,
  section: SyntaxItem,
  added: readonly YamlMap[],
): TextEdit[] {
  assertNoReference(target.tree, section);
  const { tree, style } = target;
  if (root.type !== 'block-map') {
    if (isFlow(section.value)) {
      return spliceFlowItems(tree, section.value, [], new Set(), added);
    }
    const start = section.value?.offset ?? endOfItem(section);
    return [{ start, end: endOfItem(section), text: flowValue(tree, section, added) }];
  }
  if (isCommentedEmptyList(tree, section.value)) {
    return spliceFlowItems(tree, section.value, [], new Set(), added);
  }
  const end = endOfItem(section);
  const colon = endOfColon(section) ?? end;
  // A comment between the colon and the value stays.
  const isBare = /^\s*$/.test(tree.text.slice(colon, section.value?.offset ?? end));
  const emptyValue = { start: isBare ? colon : (section.value?.offset ?? end), end, text: '' };
  const lines = added.flatMap((entry) => renderItemLines(entry, root.indent + style.listIndent, style));
  return [emptyValue, insertLines(tree, endOfLine(tree.text, end), lines)];
}
