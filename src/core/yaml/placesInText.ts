import { isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import { type LocatedNodes, locateNodes } from './locateNodes.ts';
import { scalarText } from './scalarText.ts';

/** Where a value stands in a YAML text. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** A scalar without quotes and without a tag: then a YAML reader guesses its type. */
  readonly isPlain: boolean;
}

/**
 * Finds values in a YAML text by their path: keys, and indexes of lists. What is not found, such as a missing key or a
 * value that comes through a merge key, has the place of what is nearest above it.
 */
export function placesInText(text: string): (path: readonly (string | number)[]) => Place {
  const located = locateNodes(text);
  return (path) => {
    let found: Place = { start: 0, end: 0, isPlain: false };
    if (located === undefined) {
      return found;
    }
    let node: unknown = located.document.contents;
    for (const part of path) {
      const target = isAlias(node) ? node.resolve(located.document) : node;
      const next = childOf(target, part);
      if (next === undefined) {
        return found;
      }
      found = placeOf(located, next.value) ?? placeOf(located, next.key) ?? found;
      node = next.value;
    }
    return found;
  };
}

function childOf(node: unknown, part: string | number): { readonly key: unknown; readonly value: unknown } | undefined {
  if (isSeq(node) && typeof part === 'number' && part < node.items.length) {
    return { key: undefined, value: node.items[part] };
  }
  if (!isMap(node)) {
    return undefined;
  }
  // Of a repeated key kubectl takes the last.
  const pair = node.items.findLast(({ key }) => isScalar(key) && scalarText(key) === String(part));
  return pair === undefined ? undefined : { key: pair.key, value: pair.value };
}

function placeOf({ text, originalOffset }: LocatedNodes, node: unknown): Place | undefined {
  if (!isNode(node) || !hasRange(node)) {
    return undefined;
  }
  const [start, rangeEnd] = node.range;
  // A block scalar's range ends behind its line break and the blank lines below it.
  const end = start + text.slice(start, rangeEnd).trimEnd().length;
  const isPlain = isScalar(node) && node.type === 'PLAIN' && node.tag === undefined;
  return { start: originalOffset(start), end: originalOffset(end), isPlain };
}

function hasRange(node: Node): node is Node & { readonly range: [number, number, number] } {
  return Boolean(node.range);
}
