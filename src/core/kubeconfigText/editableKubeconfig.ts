import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { repeatedKey } from '../yaml/editableText.ts';
import { type Aliases, readModel } from './readModel.ts';
import { type BlockList, readPlainBlocks } from '../yaml/readPlainBlocks.ts';
import {
  isListToken,
  isMapToken,
  itemOfKey,
  itemsOf,
  keyOf,
  lineOfOffset,
  parseSyntaxTree,
  startOfItem,
  type SyntaxTree,
} from '../yaml/syntaxTree.ts';
import { isYamlList, isYamlMap, ownValue, type YamlMap } from '../yamlValue.ts';

export type SectionName = 'clusters' | 'contexts' | 'users';

/** A kubeconfig that can be edited: its sections are lists of maps, without two entries of one name. */
export interface EditableKubeconfig {
  readonly text: string;
  readonly model: YamlMap;
  /** Where the entries of its block lists stand, by the lists' keys, as far as that is known. */
  readonly lists?: ReadonlyMap<string, BlockList>;
}

/**
 * Reads a kubeconfig for editing.
 *
 * @throws AksEntraError kubeconfigInvalid, kubeconfigMultipleDocuments, kubeconfigDuplicateName; credentialInvalid where
 *   aliases are refused
 */
export function openKubeconfig(text: string, aliases?: Aliases): EditableKubeconfig {
  const model = readModel(text, aliases);
  assertNoRepeatedKey(text);
  return editable(text, model);
}

/**
 * The same, read only as far as it is written in the plainest way, at a tenth of the cost. What it says is not proved
 * before a parser has read it too: see `applyChangesQuickly`.
 *
 * @returns undefined where it takes `openKubeconfig` to tell
 */
export function openPlainKubeconfig(text: string): EditableKubeconfig | undefined {
  const read = readPlainBlocks(text);
  try {
    return read && { ...editable(text, read.model), lists: read.lists };
  } catch (error) {
    if (error instanceof AksEntraError) {
      return undefined;
    }
    throw error;
  }
}

function editable(text: string, model: YamlMap): EditableKubeconfig {
  for (const section of ['clusters', 'contexts', 'users'] as const) {
    const value = ownValue(model, section);
    if (value === undefined || value === null) {
      continue;
    }
    if (!isYamlList(value)) {
      throw notAList(text, section);
    }
    const firstOfName = new Map<string, number>();
    for (const [index, entry] of value.entries()) {
      if (!isYamlMap(entry)) {
        throw notAnEntry(text, section, index);
      }
      const name = ownValue(entry, 'name') ?? '';
      if (typeof name !== 'string') {
        continue;
      }
      if (firstOfName.has(name)) {
        throw duplicateName(text, section, name, index);
      }
      firstOfName.set(name, index);
    }
  }
  return { text, model };
}

/**
 * kubectl takes the last of two keys of one name and loses what stands below the first, so nothing is added to either.
 *
 * @throws AksEntraError kubeconfigInvalid
 */
function assertNoRepeatedKey(text: string): void {
  // A file of our size holds thousands of lines but few at its margin, so most files need no syntax tree.
  const keys = text.match(keyAtMargin) ?? [];
  if (new Set(keys.map((key) => key.replace(/[\uFEFF"']/g, ''))).size === keys.length && areRootKeysAtMargin(text)) {
    return;
  }
  const tree = treeWhereEditable(text);
  const seen = new Set<string | undefined>();
  for (const item of tree !== undefined && isMapToken(tree.root) ? itemsOf(tree.root) : []) {
    const key = keyOf(item);
    if (tree !== undefined && key !== undefined && key !== '<<' && seen.has(key)) {
      throw repeatedKey(tree, item, key);
    }
    seen.add(key);
  }
}

const keyAtMargin = /^\uFEFF?["']?[\w.-]+["']?(?=[ \t]*:)/gm;
/** Behind comments and a marker. */
const firstColumnIsLater = /^\uFEFF?(?:(?:---[ \t]*|[ \t]*(?:#[^\n]*)?)\r?\n)*[ \t]+[^\s#]/;
/** Keys in brackets, with a tag, an anchor, an escape or a "?", and values that go on at the margin. */
const otherAtMargin = /^(?![ \t\r\n#]|-[ \t\r\n]|---[ \t]*\r?$|\.\.\.|\uFEFF?["']?[\w.-]+["']?[ \t]*:|$(?![^]))/m;

/** Whether each line that can begin a key of the root begins with it, written in the plainest way. */
function areRootKeysAtMargin(text: string): boolean {
  return !firstColumnIsLater.test(text) && !otherAtMargin.test(text);
}

/** A text that is laid out as only kubectl takes it is read, and refused when it is edited. */
function treeWhereEditable(text: string): SyntaxTree | undefined {
  try {
    return parseSyntaxTree(text);
  } catch (error) {
    if (error instanceof AksEntraError) {
      return undefined;
    }
    throw error;
  }
}

/** The entries of a section of an editable model. */
export function sectionOf(model: YamlMap, section: SectionName): readonly YamlMap[] {
  const value = ownValue(model, section);
  return isYamlList(value) ? value.filter(isYamlMap) : [];
}

function notAList(text: string, section: SectionName): AksEntraError {
  const line = lineOf(text, section);
  return new AksEntraError(
    'kubeconfigInvalid',
    l10n`Line ${line}: "${section}" must be a list of entries ("- name: …"). Correct it, then try again.`,
    { line },
  );
}

function notAnEntry(text: string, section: SectionName, index: number): AksEntraError {
  const line = lineOf(text, section, index);
  return new AksEntraError(
    'kubeconfigInvalid',
    l10n`Line ${line}: an entry of "${section}" is not a map with a name. Correct or remove it, then try again.`,
    { line },
  );
}

function duplicateName(text: string, section: SectionName, name: string, index: number): AksEntraError {
  const line = lineOf(text, section, index);
  return new AksEntraError(
    'kubeconfigDuplicateName',
    l10n`Line ${line}: "${section}" holds two entries named "${printable(name)}"; kubectl refuses such a file. ` +
      l10n`Rename or remove one of them, then try again.`,
    { line },
  );
}

function lineOf(text: string, section: SectionName, index?: number): number {
  const { root } = parseSyntaxTree(text);
  if (!isMapToken(root)) {
    return 1;
  }
  const item = itemOfKey(root, section);
  if (item === undefined) {
    return 1;
  }
  const entry = index !== undefined && isListToken(item.value) ? itemsOf(item.value)[index] : undefined;
  return lineOfOffset(text, startOfItem(entry ?? item));
}
