import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import {
  isMapToken,
  itemsOf,
  keyOf,
  lineOfOffset,
  parseSyntaxTree,
  type SyntaxTree,
  touchesReference,
} from '../yaml/syntaxTree.ts';
import { applyEdits } from '../yaml/textEdit.ts';
import { unusualCharacter } from '../yaml/ordinaryYaml.ts';
import { isEqualValue, ownValue, type YamlMap, type YamlValue } from '../yamlValue.ts';
import { type EditableKubeconfig, type SectionName, sectionOf } from './editableKubeconfig.ts';
import { editsFor } from './editsFor.ts';
import { readModel } from './readModel.ts';
import { editsByReducedText } from './reducedText.ts';
import type { SectionChange } from './spliceSection.ts';

/** One change to a kubeconfig, in terms of what it says. `name` is the entry as the text has it now. */
export type KubeconfigChange =
  | { readonly kind: 'put'; readonly section: SectionName; readonly name: string; readonly entry: YamlMap }
  | { readonly kind: 'remove'; readonly section: SectionName; readonly name: string }
  | { readonly kind: 'setCurrentContext'; readonly contextName: string };

export const sections: readonly SectionName[] = ['clusters', 'contexts', 'users'];

/**
 * Applies changes to a kubeconfig's text: only the text of what changes is replaced. The result is read again by the
 * parser that took no part in the edit and compared with what was meant.
 *
 * @returns the text itself where the changes say what it says already
 * @throws AksEntraError kubeconfigInvalid, kubeconfigAnchor, kubeconfigEntryNotFound (a removed entry),
 *   kubeconfigVerificationFailed
 */
export function applyChanges(kubeconfig: EditableKubeconfig, changes: readonly KubeconfigChange[]): string {
  const intended = intendedBy(kubeconfig, changes);
  const { text, model: before } = kubeconfig;
  const { after, sectionChanges } = intended;
  if (isEqualValue(before, after)) {
    return text;
  }
  assertOrdinaryCharacters(text);
  const quick = quickResult(kubeconfig, intended);
  if (quick !== undefined) {
    return quick;
  }
  const tree = parseSyntaxTree(text);
  const result = applyEdits(text, editsFor(tree, before, after, sectionChanges));
  verify(tree, result, after);
  return result;
}

/**
 * The same where no syntax tree of the whole text is needed. The result was read by the parser in any case: that proves
 * the model too, as far as it is in the result, wherever it was taken from.
 *
 * @returns undefined where only `applyChanges` can tell
 */
export function applyChangesQuickly(
  kubeconfig: EditableKubeconfig,
  changes: readonly KubeconfigChange[],
): string | undefined {
  return quickResult(kubeconfig, intendedBy(kubeconfig, changes));
}

interface IntendedChange {
  readonly after: YamlMap;
  readonly sectionChanges: readonly SectionChange[];
}

function intendedBy({ model }: EditableKubeconfig, changes: readonly KubeconfigChange[]): IntendedChange {
  const sectionChanges = sections.map((section) => sectionChange(model, section, changes));
  return { after: changedModel(model, sectionChanges, changes), sectionChanges };
}

function quickResult(kubeconfig: EditableKubeconfig, intended: IntendedChange): string | undefined {
  const { text } = kubeconfig;
  const { after, sectionChanges } = intended;
  const edits = editsByReducedText(kubeconfig, after, sectionChanges);
  const result = edits && applyEdits(text, edits);
  return result !== undefined && readBack(result, after).isAsIntended ? result : undefined;
}

/** @throws AksEntraError kubeconfigInvalid where kubectl's lines or names are not what others see */
function assertOrdinaryCharacters(text: string): void {
  const found = unusualCharacter.exec(text);
  if (found !== null) {
    const line = lineOfOffset(text, found.index);
    const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw new AksEntraError(
      'kubeconfigInvalid',
      l10n`Line ${line}: kubectl reads a character here (U+${code}) as a line break or a part of a name, and other programs do not, so the file cannot be edited safely. ` +
        l10n`Remove it, or put a line break in its place, then try again.`,
      { line },
    );
  }
}

/** What the changes make of one section. */
export function sectionChange(
  model: YamlMap,
  section: SectionName,
  changes: readonly KubeconfigChange[],
): SectionChange {
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

/** What the kubeconfig is to say. */
export function changedModel(
  before: YamlMap,
  changes: readonly SectionChange[],
  all: readonly KubeconfigChange[],
): YamlMap {
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

function verify(tree: SyntaxTree, result: string, intended: YamlMap): void {
  const { isAsIntended, cause } = readBack(result, intended);
  if (isAsIntended) {
    return;
  }
  if (cause instanceof AksEntraError) {
    throw new AksEntraError(
      'kubeconfigVerificationFailed',
      l10n`After this change kubectl could not read the kubeconfig any more, so nothing was written. The text beside the change is laid out in an unusual way: ${cause.message}`,
      { cause },
    );
  }
  const merge = isMapToken(tree.root) ? itemsOf(tree.root).find((item) => keyOf(item) === '<<')?.key : undefined;
  if (merge) {
    // What it brings into the root wins over the list that was edited.
    throw touchesReference(tree, merge);
  }
  throw new AksEntraError(
    'kubeconfigVerificationFailed',
    l10n`The edited kubeconfig did not read back as intended, so nothing was written. ` +
      l10n`Something in the file is written in a way that cannot be edited safely; please report it.`,
    { cause },
  );
}

function readBack(text: string, intended: YamlMap): { readonly isAsIntended: boolean; readonly cause?: unknown } {
  try {
    return { isAsIntended: isEqualValue(readModel(text), intended) };
  } catch (cause) {
    return { isAsIntended: false, cause };
  }
}
