import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { blockStyleOf } from '../yaml/blockStyle.ts';
import { type EditableKubeconfig, type SectionName, sectionOf } from './editableKubeconfig.ts';
import { readModel } from './readModel.ts';
import { renderMapLines } from '../yaml/renderYaml.ts';
import { type SectionChange, spliceSection } from './spliceSection.ts';
import { endOfToken, isMapToken, itemOfKey, parseSyntaxTree, type SyntaxTree } from '../yaml/syntaxTree.ts';
import { applyEdits, type TextEdit } from '../yaml/textEdit.ts';
import { spliceMap, type SpliceTarget } from '../yaml/spliceValue.ts';
import { isEqualValue, ownValue, type YamlMap, type YamlValue } from '../yaml/yamlValue.ts';
import { insertLines } from '../yaml/spliceBlock.ts';

/** One change to a kubeconfig, in terms of what it says. `name` is the entry as the text has it now. */
export type KubeconfigChange =
  | { readonly kind: 'put'; readonly section: SectionName; readonly name: string; readonly entry: YamlMap }
  | { readonly kind: 'remove'; readonly section: SectionName; readonly name: string }
  | { readonly kind: 'setCurrentContext'; readonly contextName: string };

const sections: readonly SectionName[] = ['clusters', 'contexts', 'users'];

/**
 * Applies changes to a kubeconfig's text: only the text of what changes is replaced. The result is read again by the
 * parser that took no part in the edit and compared with what was meant.
 *
 * @returns the text itself where the changes say what it says already
 * @throws AksEntraError kubeconfigInvalid, kubeconfigAnchor, kubeconfigEntryNotFound (a removed entry),
 *   kubeconfigVerificationFailed
 */
export function applyChanges(kubeconfig: EditableKubeconfig, changes: readonly KubeconfigChange[]): string {
  const { text, model: before } = kubeconfig;
  const sectionChanges = sections.map((section) => sectionChange(before, section, changes));
  const after = changedModel(before, sectionChanges, changes);
  if (isEqualValue(before, after)) {
    return text;
  }
  const result = applyEdits(text, editsFor(parseSyntaxTree(text), before, after, sectionChanges));
  verify(result, after);
  return result;
}

function sectionChange(model: YamlMap, section: SectionName, changes: readonly KubeconfigChange[]): SectionChange {
  const before = sectionOf(model, section);
  const replaced = new Map<number, YamlMap>();
  const removed = new Set<number>();
  const appended: YamlMap[] = [];
  for (const change of changes) {
    if (change.kind === 'setCurrentContext' || change.section !== section) {
      continue;
    }
    const index = before.findIndex((entry) => ownValue(entry, 'name') === change.name);
    if (change.kind === 'put') {
      if (index === -1) {
        appended.push(change.entry);
      } else {
        replaced.set(index, change.entry);
      }
    } else if (index === -1) {
      throw new AksEntraError(
        'kubeconfigEntryNotFound',
        l10n`There is no "${printable(change.name)}" under "${section}" any more. Reload the kubeconfig and try again.`,
      );
    } else {
      removed.add(index);
    }
  }
  return { section, before, replaced, removed, appended };
}

function changedModel(before: YamlMap, changes: readonly SectionChange[], all: readonly KubeconfigChange[]): YamlMap {
  const after: Record<string, YamlValue> = { ...before };
  if (Object.keys(before).length === 0) {
    Object.assign(after, { apiVersion: 'v1', kind: 'Config' });
  }
  for (const { section, before: entries, replaced, removed, appended } of changes) {
    if (replaced.size + removed.size + appended.length === 0) {
      continue;
    }
    const kept = entries.map((entry, index) => replaced.get(index) ?? entry).filter((_, index) => !removed.has(index));
    after[section] = [...kept, ...appended];
  }
  for (const change of all) {
    if (change.kind === 'setCurrentContext') {
      after['current-context'] = change.contextName;
    }
  }
  return after;
}

function editsFor(
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

function verify(text: string, intended: YamlMap): void {
  let isAsIntended = false;
  let cause: unknown;
  try {
    isAsIntended = isEqualValue(readModel(text), intended);
  } catch (error) {
    cause = error;
  }
  if (isAsIntended) {
    return;
  }
  throw new AksEntraError(
    'kubeconfigVerificationFailed',
    l10n`The edited kubeconfig did not read back as intended, so nothing was written. ` +
      l10n`Something in the file is written in a way that cannot be edited safely; please report it.`,
    { cause },
  );
}
