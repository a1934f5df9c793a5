import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { blockStyleOf } from '../yaml/blockStyle.ts';
import { insertLines } from '../yaml/spliceBlock.ts';
import { renderMapLines } from '../yaml/renderYaml.ts';
import { spliceMap, type SpliceTarget } from '../yaml/spliceValue.ts';
import { endOfToken, isMapToken, itemOfKey, type SyntaxTree } from '../yaml/syntaxTree.ts';
import type { TextEdit } from '../yaml/textEdit.ts';
import { isEqualValue, type YamlMap } from '../yamlValue.ts';
import { type SectionChange, spliceSection } from './spliceSection.ts';

/**
 * The edits of a kubeconfig's text that turn what it says from one model into the other.
 *
 * @param sectionChanges the difference of the three lists, by index of the entries that the tree holds
 * @throws AksEntraError kubeconfigInvalid, kubeconfigAnchor
 */
export function editsFor(
  tree: SyntaxTree,
  before: YamlMap,
  after: YamlMap,
  sectionChanges: readonly SectionChange[],
): TextEdit[] {
  const target: SpliceTarget = { tree, style: blockStyleOf(tree) };
  const { root, text } = tree;
  if (tree.isRootAnchored) {
    throw new AksEntraError(
      'kubeconfigAnchor',
      l10n`The whole kubeconfig carries an anchor (&). Remove it, then try again.`,
    );
  }
  if (Object.keys(before).length === 0 && (root === undefined || endOfToken(root) === root.offset)) {
    // Nothing but comments, or nothing at all.
    return [insertLines(tree, text.length, renderMapLines(after, 0, target.style))];
  }
  if (!isMapToken(root)) {
    throw new AksEntraError(
      'kubeconfigInvalid',
      l10n`The kubeconfig holds no entries but a single empty value (such as "null"). Empty the file, then try again.`,
    );
  }

  const edits: TextEdit[] = [];
  let rest = before;
  for (const change of sectionChanges) {
    const value = after[change.section];
    const item = itemOfKey(root, change.section);
    if (value === undefined || item === undefined || isEqualValue(value, before[change.section])) {
      continue;
    }
    rest = { ...rest, [change.section]: value };
    edits.push(...spliceSection(target, root, item, change));
  }
  return joinedAtEnd(tree, [...edits, ...spliceMap(target, root, rest, after)]);
}

/**
 * Where a text without a last line break loses its last lines and gets new ones, these take their place: they need no
 * line break in front.
 */
function joinedAtEnd({ text, eol }: SyntaxTree, edits: TextEdit[]): TextEdit[] {
  const losesLastLine = edits.some(({ start, end }) => start < end && end === text.length && text[start - 1] === '\n');
  const index = edits.findIndex((edit) => edit.start === text.length && edit.text.startsWith(eol));
  const insertion = edits[index];
  if (text.endsWith('\n') || !losesLastLine || insertion === undefined) {
    return edits;
  }
  return edits.with(index, { ...insertion, text: insertion.text.slice(eol.length) });
}
