import { isMap, isScalar, isSeq } from 'yaml';
import { type LocatedNodes, locateNodes } from '../yaml/locateNodes.ts';
import { scalarText } from '../yaml/scalarText.ts';

const nullValue = /^(?:|~|null|Null|NULL)$/;

/** A scalar of a kubeconfig with its place in the text. */
export interface PlacedScalar {
  readonly value: string;
  /** Without quotes and without a tag: then a YAML reader guesses its type. */
  readonly isPlain: boolean;
  readonly start: number;
  readonly end: number;
}

/** A map of a kubeconfig: its keys with their places, and what stands below them. */
export class PlacedMap {
  readonly #source: LocatedNodes;
  readonly #pairs: ReadonlyMap<string, { readonly key: PlacedScalar; readonly value: unknown }>;
  readonly #range: readonly [start: number, end: number] | undefined;

  constructor(source: LocatedNodes, node: unknown) {
    this.#source = source;
    this.#range = isMap(node) && node.range ? [node.range[0], node.range[1]] : undefined;
    const pairs = isMap(node) ? node.items : [];
    this.#pairs = new Map(
      pairs.flatMap(({ key, value }) => {
        const placed = placedScalar(source, key);
        return placed === undefined ? [] : [[placed.value, { key: placed, value }] as const];
      }),
    );
  }

  get keys(): string[] {
    return [...this.#pairs.keys()];
  }

  /** Where it stands in the text. */
  get place(): { readonly start: number; readonly end: number } | undefined {
    const [start, end] = (this.#range ?? []).map((place) => this.#source.originalOffset(place));
    return start === undefined || end === undefined ? undefined : { start, end };
  }

  /** @param offset into the text */
  covers(offset: number): boolean {
    const { place } = this;
    return place !== undefined && place.start <= offset && offset < place.end;
  }

  key(name: string): PlacedScalar | undefined {
    return this.#pairs.get(name)?.key;
  }

  /** undefined for null too: kubectl takes it for absent. */
  scalar(name: string): PlacedScalar | undefined {
    const placed = placedScalar(this.#source, this.#pairs.get(name)?.value);
    return placed?.isPlain === true && nullValue.test(placed.value) ? undefined : placed;
  }

  map(name: string): PlacedMap | undefined {
    const value = this.#pairs.get(name)?.value;
    return isMap(value) ? new PlacedMap(this.#source, value) : undefined;
  }

  maps(name: string): PlacedMap[] {
    return this.#items(name).flatMap((item) => (isMap(item) ? [new PlacedMap(this.#source, item)] : []));
  }

  scalars(name: string): PlacedScalar[] {
    return this.#items(name).flatMap((item) => placedScalar(this.#source, item) ?? []);
  }

  #items(name: string): readonly unknown[] {
    const value = this.#pairs.get(name)?.value;
    return isSeq(value) ? value.items : [];
  }
}

/** @returns undefined for a text that is no YAML: the editor's own checks tell that better */
export function placedKubeconfig(text: string): PlacedMap | undefined {
  const located = locateNodes(text);
  return located && placedRoot(located);
}

/** @returns undefined for what is no map */
export function placedRoot(located: LocatedNodes): PlacedMap | undefined {
  const { contents } = located.document;
  return isMap(contents) ? new PlacedMap(located, contents) : undefined;
}

function placedScalar({ text, originalOffset }: LocatedNodes, node: unknown): PlacedScalar | undefined {
  if (!isScalar(node)) {
    return undefined;
  }
  const { range, type, tag } = node;
  if (!range) {
    return undefined;
  }
  const [start, end] = range;
  // A block scalar's range ends behind its line break and the blank lines below it.
  const source = text.slice(start, end);
  return {
    value: scalarText(node),
    isPlain: type === 'PLAIN' && tag === undefined,
    start: originalOffset(start),
    end: originalOffset(start + source.trimEnd().length),
  };
}
