/** A text with more blanks in some lines, and the way back. */
export interface IndentedText {
  readonly text: string;
  /** The place in the text as it was. */
  readonly originalOffset: (offset: number) => number;
}

interface Insertion {
  readonly at: number;
  readonly length: number;
}

interface PlacedInsertion extends Insertion {
  /** Where it begins in the text with all of them. */
  readonly start: number;
}

/**
 * kubectl's reader (go-yaml) does not look at the indentation of lines within brackets and quotes, as YAML's grammar has
 * it, and takes a `#` right behind a bracket for a comment. This gives such lines the blanks that other readers want.
 *
 * @returns undefined where there is nothing to indent, or where kubectl itself refuses the text
 */
export function indentFlowLines(text: string): IndentedText | undefined {
  const insertions = new FlowScanner(text).scan();
  if (insertions === undefined || insertions.length === 0) {
    return undefined;
  }
  let result = '';
  let done = 0;
  const placed: PlacedInsertion[] = [];
  for (const { at, length } of insertions) {
    result += text.slice(done, at);
    placed.push({ at, length, start: result.length });
    result += ' '.repeat(length);
    done = at;
  }
  return { text: result + text.slice(done), originalOffset: (offset) => originalOffset(placed, offset) };
}

/** Each token of a text is asked about, and each line may have its insertion: so the last one before it is looked up. */
function originalOffset(insertions: readonly PlacedInsertion[], offset: number): number {
  let [low, high] = [0, insertions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((insertions[middle]?.start ?? offset) < offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const last = insertions[low - 1];
  return last === undefined ? offset : last.at + Math.max(offset - last.start - last.length, 0);
}

/** Knows no more of YAML than where brackets, quotes, comments and block scalars begin and end. */
class FlowScanner {
  readonly #text: string;
  readonly #insertions: Insertion[] = [];
  #at = 0;
  #lineStart = 0;
  #depth = 0;
  /** Where the bracket stands that all others are in. */
  #openColumn = 0;
  /** Where the key or dash stands that the present value belongs to. */
  #blockColumn = 0;
  /** Whether a value or key may begin here: only there a quote or a bracket is one. */
  #mayStart = true;
  #isBehindPlain = false;
  #isRefused = false;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): Insertion[] | undefined {
    while (this.#at < this.#text.length && !this.#isRefused) {
      this.#step(this.#text.charAt(this.#at));
    }
    return this.#isRefused ? undefined : this.#insertions;
  }

  get #column(): number {
    return this.#at - this.#lineStart;
  }

  #step(character: string): void {
    if (character === '\n') {
      this.#breakLine(this.#depth > 0 ? this.#openColumn : undefined);
      this.#mayStart = true;
    } else if (/\s|\uFEFF/.test(character)) {
      this.#at += 1;
    } else if (character === '#' && this.#isComment()) {
      this.#skip(/[^\n]*/y);
    } else if (this.#depth > 0 && /[[\]{},]/.test(character)) {
      this.#bracket(character);
    } else if (character === ':' && /^\s?$/.test(this.#text.charAt(this.#at + 1))) {
      this.#at += 1;
      this.#mayStart = true;
      this.#isBehindPlain = false;
    } else if (this.#mayStart) {
      this.#start(character);
    } else {
      this.#at += 1;
    }
  }

  #isComment(): boolean {
    const before = this.#text.charAt(this.#at - 1);
    if (before === '' || /\s/.test(before)) {
      return true;
    }
    if (!/[\]},]/.test(before) || this.#isBehindPlain) {
      return false;
    }
    this.#insertions.push({ at: this.#at, length: 1 });
    return true;
  }

  #bracket(character: string): void {
    this.#depth += character === '[' || character === '{' ? 1 : character === ',' ? 0 : -1;
    this.#at += 1;
    this.#mayStart = !/[\]}]/.test(character);
    this.#isBehindPlain = false;
  }

  #start(character: string): void {
    if (character === '[' || character === '{') {
      this.#openColumn = this.#column;
      this.#bracket(character);
    } else if (character === '"' || character === "'") {
      this.#noteBlock();
      this.#quoted(character);
    } else if (this.#depth === 0 && /^[-?]\s/.test(this.#text.slice(this.#at, this.#at + 2))) {
      this.#noteBlock();
      this.#at += 1;
    } else if (this.#depth === 0 && (character === '|' || character === '>')) {
      this.#blockScalar();
    } else if (/[&!]/.test(character)) {
      this.#skip(/[^\s,[\]{}]*/y);
    } else {
      this.#noteBlock();
      this.#mayStart = false;
      this.#isBehindPlain = true;
      this.#at += 1;
    }
  }

  #noteBlock(): void {
    if (this.#depth === 0) {
      this.#blockColumn = this.#column;
    }
  }

  #quoted(quote: string): void {
    const column = this.#depth > 0 ? this.#openColumn : this.#column;
    this.#at += 1;
    this.#mayStart = false;
    this.#isBehindPlain = false;
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (character === '\n') {
        this.#breakLine(column);
      } else if (character === '\\' && quote === '"' && this.#text.charAt(this.#at + 1) !== '\n') {
        this.#at += 2;
      } else if (character === quote && quote === "'" && this.#text.charAt(this.#at + 1) === quote) {
        this.#at += 2;
      } else {
        this.#at += 1;
        if (character === quote) {
          return;
        }
      }
    }
  }

  /** Goes into the next line; within brackets or quotes that one gets its blanks. */
  #breakLine(column: number | undefined): void {
    this.#at += 1;
    this.#lineStart = this.#at;
    if (column === undefined) {
      return;
    }
    const blanks = this.#skip(/[ \t]*/y);
    if (/[\r\n]|^$/.test(this.#text.charAt(this.#at))) {
      return;
    }
    // go-yaml: "found a tab character that violates indentation", while it looks for the rest of an unquoted text.
    const tab = blanks.indexOf('\t');
    this.#isRefused ||= this.#isBehindPlain && tab !== -1 && tab <= this.#blockColumn;
    if (blanks.replace(/\t.*/s, '').length <= column) {
      this.#insertions.push({ at: this.#lineStart, length: column + 1 });
    }
  }

  /** All lines that are indented as its first one is. */
  #blockScalar(): void {
    this.#skip(/[^\n]*\n?/y);
    const first = /^(?:[ \t]*\r?\n)*( *)(?=\S)/.exec(this.#text.slice(this.#at))?.[1] ?? '';
    if (first.length > this.#blockColumn) {
      this.#skip(new RegExp(`(?:(?: {${first.length}}[^\\n]*|[ \\t]*\\r?)(?:\\n|$(?![^])))*`, 'y'));
    }
    this.#lineStart = this.#at;
    this.#mayStart = true;
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const skipped = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += skipped.length;
    return skipped;
  }
}
