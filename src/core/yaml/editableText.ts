import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import {
  type Collection,
  endOfColon,
  findReference,
  keyOf,
  lineOfOffset,
  startOfItem,
  type SyntaxItem,
  type SyntaxTree,
  touchesReference,
} from './syntaxTree.ts';

/** A map that is edited must be read the same by everyone: no merge keys, no repeated or compound keys. */
export function assertPlainMap(tree: SyntaxTree, map: Collection, items: readonly SyntaxItem[]): void {
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

/** One of two keys of the same name in one map. */
export function repeatedKey(tree: SyntaxTree, item: SyntaxItem, key: string): AksEntraError {
  const line = lineOfOffset(tree.text, startOfItem(item));
  return new AksEntraError(
    'kubeconfigInvalid',
    l10n`Line ${line}: the key "${printable(key)}" stands twice in the same place. Remove one of the two, then try again.`,
    { line },
  );
}

/** @throws AksEntraError kubeconfigInvalid */
export function unsupported(tree: SyntaxTree, item: SyntaxItem): never {
  const line = lineOfOffset(tree.text, startOfItem(item));
  throw new AksEntraError(
    'kubeconfigInvalid',
    l10n`Line ${line}: this way of writing a key cannot be edited safely. Write it as "key: value", then try again.`,
    { line },
  );
}

/** @throws AksEntraError kubeconfigAnchor where an anchor, an alias or a merge key stands anywhere in the item */
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
