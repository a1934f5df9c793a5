import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

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
  readonly #text: string;
  readonly #pairs: ReadonlyMap<string, { readonly key: PlacedScalar; readonly value: unknown }>;

  constructor(text: string, node: unknown) {
    this.#text = text;
    const pairs = isMap(node) ? node.items : [];
    this.#pairs = new Map(
      pairs.flatMap(({ key, value }) => {
        const placed = placedScalar(text, key);
        return placed === undefined ? [] : [[placed.value, { key: placed, value }] as const];
      }),
    );
  }

  get keys(): string[] {
    return [...this.#pairs.keys()];
  }

  key(name: string): PlacedScalar | undefined {
    return this.#pairs.get(name)?.key;
  }

  /** undefined for null too: kubectl takes it for absent. */
  scalar(name: string): PlacedScalar | undefined {
    const placed = placedScalar(this.#text, this.#pairs.get(name)?.value);
    return placed?.isPlain === true && nullValue.test(placed.value) ? undefined : placed;
  }

  map(name: string): PlacedMap | undefined {
    const value = this.#pairs.get(name)?.value;
    return isMap(value) ? new PlacedMap(this.#text, value) : undefined;
  }

  maps(name: string): PlacedMap[] {
    return this.#items(name).flatMap((item) => (isMap(item) ? [new PlacedMap(this.#text, item)] : []));
  }

  scalars(name: string): PlacedScalar[] {
    return this.#items(name).flatMap((item) => placedScalar(this.#text, item) ?? []);
  }

  #items(name: string): readonly unknown[] {
    const value = this.#pairs.get(name)?.value;
    return isSeq(value) ? value.items : [];
  }
}

/** @returns undefined for a text that is no YAML: the editor's own checks tell that better */
export function placedKubeconfig(text: string): PlacedMap | undefined {
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  return document.errors.length > 0 || !isMap(document.contents) ? undefined : new PlacedMap(text, document.contents);
}

function placedScalar(text: string, node: unknown): PlacedScalar | undefined {
  if (!isScalar(node)) {
    return undefined;
  }
  const { range, value, type, tag } = node;
  if (!range) {
    return undefined;
  }
  const [start, end] = range;
  // A block scalar's range ends behind its line break and the blank lines below it.
  const source = text.slice(start, end);
  return {
    value: String(value),
    isPlain: type === 'PLAIN' && tag === undefined,
    start,
    end: start + source.trimEnd().length,
  };
}
