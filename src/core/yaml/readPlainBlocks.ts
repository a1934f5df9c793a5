import { goYamlScalar } from '../goYaml/goYamlScalar.ts';
import type { YamlMap, YamlValue } from '../yamlValue.ts';

const space = 0x20;
const dash = 0x2d;
const comment = 0x23;

const keyPattern = /[A-Za-z][\w./-]*:(?: +|(?=\n))/y;
/** What begins so, and goes on without `: ` and ` #`, is a scalar without quotes. */
const plainStart = /^(?:[A-Za-z0-9./_+]|-[^\s-]|--\S)/;
const blockHeader = /^\|([1-9])?([-+])?$/;
/** Tabs, other line breaks than ours, and what kubectl refuses. */
const oddCharacter = /[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
/** Longer values are certificates and the like, each of which stands there once. */
const longestRepeated = 40;
/** What stands further right is none of ours, and might be nested without end. */
const lastColumn = 100;

/** A list in block style below a key at the margin: the first line of each item, and the end of the last one's lines. */
export interface BlockList {
  readonly starts: readonly number[];
  readonly end: number;
}

export interface PlainBlocks {
  readonly model: YamlMap;
  /** By their keys; a key without a value counts as one that is empty. */
  readonly lists: ReadonlyMap<string, BlockList>;
}

/** Thrown at the first line that is not surely understood. */
class NotPlain extends Error {}

/**
 * Reads what kubectl, az and we write: block style, one value a line, hardly a quote. It costs a tenth of what a parser
 * costs, but knows less: what comes of it is to be held against a parser's reading.
 *
 * @returns undefined where a line is not surely understood
 */
export function readPlainBlocks(text: string): PlainBlocks | undefined {
  if (!text.endsWith('\n') || oddCharacter.test(text)) {
    return undefined;
  }
  try {
    return new PlainBlockReader(text).read();
  } catch (error) {
    if (error instanceof NotPlain) {
      return undefined;
    }
    throw error;
  }
}

/** Goes through the lines once. Between two values it stands at the text of a line, which begins in `#column`. */
class PlainBlockReader {
  readonly #text: string;
  #at = 0;
  /** -1 at the end of the text. */
  #column = 0;
  readonly #lists = new Map<string, BlockList>();
  /** Most keys stand there a thousand times, and so do many values. */
  readonly #plainKeys = new Set<string>();
  readonly #scalars = new Map<string, YamlValue>();

  constructor(text: string) {
    this.#text = text;
  }

  read(): PlainBlocks {
    this.#toNextLine(0);
    const model = this.#column === -1 ? {} : this.#readMap(0);
    if (this.#column !== -1) {
      throw new NotPlain();
    }
    return { model, lists: this.#lists };
  }

  #readMap(column: number): YamlMap {
    const map: Record<string, YamlValue> = {};
    while (this.#column === column && !this.#isItem()) {
      const key = this.#isKeyAt(this.#at) ? this.#text.slice(this.#at, this.#text.indexOf(':', this.#at)) : undefined;
      if (key === undefined || !this.#isPlainKey(key) || Object.hasOwn(map, key)) {
        throw new NotPlain();
      }
      this.#at = keyPattern.lastIndex;
      map[key] = this.#text[this.#at] === '\n' ? this.#readBelow(key, column) : this.#readInLine(column);
    }
    this.#assertEnded(column);
    return map;
  }

  /** A list may begin in the column of its key. */
  #readBelow(key: string, column: number): YamlValue {
    this.#toNextLine(this.#at + 1);
    const isList = this.#column >= column && this.#isItem();
    if (!isList && this.#column > column) {
      return this.#readMap(this.#column);
    }
    const starts: number[] = [];
    const list = isList ? this.#readList(this.#column, starts) : null;
    if (column === 0) {
      this.#lists.set(key, { starts, end: this.#at });
    }
    return list;
  }

  /** @param starts gets the first lines of the items */
  #readList(column: number, starts: number[]): YamlValue[] {
    const list: YamlValue[] = [];
    while (this.#column === column && this.#isItem()) {
      starts.push(this.#at - column);
      const start = startOfText(this.#text, this.#at + 1);
      if (this.#isKeyAt(start)) {
        this.#column += start - this.#at;
        this.#at = start;
        list.push(this.#readMap(this.#column));
      } else {
        this.#at = start;
        list.push(this.#readInLine(column));
      }
    }
    this.#assertEnded(column);
    return list;
  }

  /** @param column of the key or the dash in front of it: a line further right would be a part of it */
  #readInLine(column: number): YamlValue {
    const end = this.#text.indexOf('\n', this.#at);
    const source = this.#text.slice(this.#at, end);
    const header = blockHeader.exec(source);
    if (header !== null) {
      return this.#readBlockScalar(end + 1, column, header[1], header[2]);
    }
    this.#toNextLine(end + 1);
    if (this.#column > column) {
      throw new NotPlain();
    }
    return this.#scalarOf(source);
  }

  #scalarOf(source: string): YamlValue {
    if (source.length > longestRepeated) {
      return scalarOf(source);
    }
    const known = this.#scalars.get(source);
    if (known !== undefined) {
      return known;
    }
    const value = scalarOf(source);
    // Of a list or a map each place has its own.
    if (typeof value !== 'object') {
      this.#scalars.set(source, value);
    }
    return value;
  }

  #readBlockScalar(from: number, column: number, digit: string | undefined, chomping: string | undefined): string {
    const lines: string[] = [];
    let indent = digit === undefined ? undefined : column + Number(digit);
    let at = from;
    while (at < this.#text.length) {
      const start = startOfText(this.#text, at);
      const isBlank = this.#text[start] === '\n';
      if (!isBlank) {
        indent ??= start - at;
        if (start - at < indent) {
          break;
        }
      } else if (start > at) {
        // Whether blanks in an empty line count depends on too much.
        throw new NotPlain();
      }
      const end = this.#text.indexOf('\n', start);
      lines.push(isBlank ? '' : this.#text.slice(at + (indent ?? 0), end));
      at = end + 1;
    }
    // One without content too: how many line breaks it holds depends on too much.
    if (indent === undefined || indent <= column || lines.every((line) => line === '')) {
      throw new NotPlain();
    }
    this.#toNextLine(at);
    const content = lines.slice(0, lines.findLastIndex((line) => line !== '') + 1).join('\n');
    return chomping === '+' ? `${lines.join('\n')}\n` : chomping === '-' ? content : `${content}\n`;
  }

  #isPlainKey(key: string): boolean {
    const isPlain = this.#plainKeys.has(key) || goYamlScalar(key) === key;
    if (isPlain) {
      this.#plainKeys.add(key);
    }
    return isPlain;
  }

  /** Leaves the pattern behind the key's colon, at the value or the end of the line. */
  #isKeyAt(start: number): boolean {
    keyPattern.lastIndex = start;
    return keyPattern.test(this.#text);
  }

  #isItem(): boolean {
    return this.#text.charCodeAt(this.#at) === dash && this.#text.charCodeAt(this.#at + 1) === space;
  }

  #assertEnded(column: number): void {
    if (this.#column > column) {
      throw new NotPlain();
    }
  }

  /** Passes over empty lines and comments. */
  #toNextLine(from: number): void {
    for (let start = from; start < this.#text.length;) {
      const first = startOfText(this.#text, start);
      const code = this.#text.charCodeAt(first);
      if (code !== comment && this.#text[first] !== '\n') {
        this.#at = first;
        this.#column = first - start;
        if (this.#column > lastColumn) {
          throw new NotPlain();
        }
        return;
      }
      start = this.#text.indexOf('\n', first) + 1;
    }
    this.#at = this.#text.length;
    this.#column = -1;
  }
}

function scalarOf(source: string): YamlValue {
  if (source === '{}') {
    return {};
  }
  if (source === '[]') {
    return [];
  }
  if (/^"[^"\\]*"$/.test(source)) {
    return source.slice(1, -1);
  }
  const isPlain = plainStart.test(source) && !source.endsWith(':') && !source.endsWith(' ');
  if (!isPlain || source.includes(': ') || source.includes(' #')) {
    throw new NotPlain();
  }
  const value = goYamlScalar(source);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new NotPlain();
  }
  return value;
}

function startOfText(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === space) {
    at++;
  }
  return at;
}
