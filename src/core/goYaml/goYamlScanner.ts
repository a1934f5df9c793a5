import { l10n } from '../l10n.ts';
import { scanBlock, scanPlain, scanQuoted } from './goYamlScalars.ts';
import { type GoYamlIndicator, type GoYamlToken, scanAnchorName, scanDirective, scanTag } from './goYamlTokens.ts';
import { GoYamlRefusal, GoYamlText } from './goYamlText.ts';

/** Where a key may have begun, which only a colon behind it tells. */
interface PossibleKey {
  readonly token: number;
  readonly offset: number;
  readonly index: number;
  readonly line: number;
  readonly column: number;
  /** It stands where the map's keys begin, so it can be nothing else. */
  readonly isRequired: boolean;
}

const longestKey = 1024;
const deepest = 1000;

/**
 * The tokens of a text as kubectl's reader finds them: it is go-yaml, which follows YAML 1.1 as libyaml does, and looks
 * at the indentation of lines in blocks only.
 */
export class GoYamlScanner {
  readonly #source: GoYamlText;
  #queue: GoYamlToken[] = [];
  #head = 0;
  /** How many were taken before those that are in the queue. */
  #taken = 0;
  #indent = -1;
  readonly #indents: number[] = [];
  /** One for each bracket that is open, and one for what is outside. */
  readonly #keys: (PossibleKey | undefined)[] = [undefined];
  readonly #keyOfToken = new Map<number, PossibleKey>();
  #mayBeKey = true;
  #isEnded = false;

  constructor(text: string) {
    this.#source = new GoYamlText(text);
    if (this.#source.peek() === '\uFEFF') {
      this.#source.at = 1;
    }
  }

  peek(): GoYamlToken {
    for (;;) {
      const token = this.#queue[this.#head];
      if (token !== undefined && this.#isHeadCertain()) {
        return token;
      }
      this.#fetch();
    }
  }

  take(): GoYamlToken {
    const token = this.peek();
    this.#head += 1;
    this.#taken += 1;
    if (this.#head > 1000) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    return token;
  }

  get #isInFlow(): boolean {
    return this.#keys.length > 1;
  }

  /** A token that may be a key is not certain before its colon was looked for. */
  #isHeadCertain(): boolean {
    const key = this.#keyOfToken.get(this.#taken);
    return this.#isEnded || key === undefined || !this.#isStillPossible(key);
  }

  #isStillPossible(key: PossibleKey): boolean {
    const isPossible = key.line === this.#source.line && key.index + longestKey >= this.#source.index;
    if (!isPossible && key.isRequired) {
      throw new GoYamlRefusal(l10n`a key without a colon in its line`, key.offset);
    }
    return isPossible;
  }

  #fetch(): void {
    const source = this.#source;
    this.#skipToToken();
    this.#unroll(source.column);
    if (source.isAtEnd) {
      this.#unroll(-1);
      this.#dropKey();
      this.#isEnded = true;
      this.#add({ kind: 'end', offset: source.at });
    } else if (source.column === 0 && source.peek() === '%') {
      this.#beginDocumentPart();
      this.#add(scanDirective(source));
    } else if (source.isMarker()) {
      this.#beginDocumentPart();
      this.#add({ kind: source.isMarker('---') ? 'documentStart' : 'documentEnd', offset: source.at });
      source.skip(3);
    } else {
      this.#fetchInDocument(source.peek());
    }
  }

  #fetchInDocument(unit: string): void {
    const source = this.#source;
    const isSpaced = source.isBlankOrEnd(1);
    const offset = source.at;
    if (unit === '[' || unit === '{') {
      this.#saveKey();
      this.#keys.push(undefined);
      this.#assertNotTooDeep();
      this.#addIndicator(unit, true);
    } else if (unit === ']' || unit === '}') {
      this.#dropKey();
      if (this.#isInFlow) {
        this.#keys.pop();
      }
      this.#addIndicator(unit, false);
    } else if (unit === ',') {
      this.#dropKey();
      this.#addIndicator(unit, true);
    } else if (unit === '-' && isSpaced) {
      this.#fetchInBlock('listStart', l10n`a dash where no list can begin`);
      this.#dropKey();
      this.#addIndicator('dash', true);
    } else if (unit === '?' && (this.#isInFlow || isSpaced)) {
      this.#fetchInBlock('mapStart', l10n`a question mark where no key can begin`);
      this.#dropKey();
      this.#addIndicator('key', !this.#isInFlow);
    } else if (unit === ':' && (this.#isInFlow || isSpaced)) {
      this.#fetchColon();
    } else if (unit === '*' || unit === '&') {
      this.#saveKey();
      this.#mayBeKey = false;
      this.#add({ kind: unit === '*' ? 'alias' : 'anchor', offset, name: scanAnchorName(source) });
    } else if (unit === '!') {
      this.#saveKey();
      this.#mayBeKey = false;
      this.#add(scanTag(source));
    } else if ((unit === '|' || unit === '>') && !this.#isInFlow) {
      this.#dropKey();
      this.#mayBeKey = true;
      this.#add({ kind: 'scalar', offset, value: scanBlock(source, this.#indent), isPlain: false });
    } else if (unit === '"' || unit === "'") {
      this.#saveKey();
      this.#mayBeKey = false;
      this.#add({ kind: 'scalar', offset, value: scanQuoted(source), isPlain: false });
    } else if (this.#mayBePlain(unit)) {
      this.#saveKey();
      const { value, isOverLines } = scanPlain(source, this.#indent + 1, this.#isInFlow);
      this.#mayBeKey = isOverLines;
      this.#add({ kind: 'scalar', offset, value, isPlain: true });
    } else if (unit === '\t') {
      throw new GoYamlRefusal(l10n`a tab where a line is indented, or behind a dash`, offset);
    } else {
      throw new GoYamlRefusal(l10n`a character that no value begins with`, offset);
    }
  }

  #mayBePlain(unit: string): boolean {
    const source = this.#source;
    if (!source.isBlankOrEnd() && !/[-?:,[\]{}#&*!|>'"%@`]/.test(unit)) {
      return true;
    }
    return (unit === '-' && !source.isBlank(1)) || (!this.#isInFlow && /[?:]/.test(unit) && !source.isBlankOrEnd(1));
  }

  /** Tabs count as blanks but where a line begins, and behind a dash. */
  #skipToToken(): void {
    const source = this.#source;
    for (;;) {
      while (source.peek() === ' ' || (source.peek() === '\t' && (this.#isInFlow || !this.#mayBeKey))) {
        source.advance();
      }
      if (source.peek() === '#') {
        source.skipToLineEnd();
      }
      if (!source.isBreak()) {
        return;
      }
      source.advanceLine();
      this.#mayBeKey ||= !this.#isInFlow;
    }
  }

  #beginDocumentPart(): void {
    this.#unroll(-1);
    this.#dropKey();
    this.#mayBeKey = false;
  }

  #fetchInBlock(kind: 'listStart' | 'mapStart', refusal: string): void {
    if (this.#isInFlow) {
      return;
    }
    if (!this.#mayBeKey) {
      throw new GoYamlRefusal(refusal, this.#source.at);
    }
    this.#roll(this.#source.column, { kind, offset: this.#source.at });
  }

  #fetchColon(): void {
    const key = this.#keys.at(-1);
    if (key !== undefined && this.#isStillPossible(key)) {
      const place = key.token - this.#taken + this.#head;
      this.#queue.splice(place, 0, { kind: 'key', offset: key.offset });
      this.#roll(key.column, { kind: 'mapStart', offset: key.offset }, place);
      this.#forgetKey();
      this.#addIndicator('value', false);
    } else {
      this.#fetchInBlock('mapStart', l10n`a colon where no value can begin`);
      this.#addIndicator('value', !this.#isInFlow);
    }
  }

  #saveKey(): void {
    if (!this.#mayBeKey) {
      return;
    }
    const { at, index, line, column } = this.#source;
    const isRequired = !this.#isInFlow && this.#indent === column;
    this.#dropKey();
    const token = this.#taken + this.#queue.length - this.#head;
    const key = { token, offset: at, index, line, column, isRequired };
    this.#keys[this.#keys.length - 1] = key;
    this.#keyOfToken.set(token, key);
  }

  #dropKey(): void {
    const key = this.#keys.at(-1);
    if (key?.isRequired === true) {
      throw new GoYamlRefusal(l10n`a key without a colon in its line`, key.offset);
    }
    this.#forgetKey();
  }

  #forgetKey(): void {
    const key = this.#keys.at(-1);
    if (key !== undefined) {
      this.#keyOfToken.delete(key.token);
      this.#keys[this.#keys.length - 1] = undefined;
    }
  }

  #roll(column: number, token: GoYamlToken, place = this.#queue.length): void {
    if (this.#isInFlow || this.#indent >= column) {
      return;
    }
    this.#indents.push(this.#indent);
    this.#indent = column;
    this.#assertNotTooDeep();
    this.#queue.splice(place, 0, token);
  }

  #unroll(column: number): void {
    while (!this.#isInFlow && this.#indent > column) {
      this.#add({ kind: 'blockEnd', offset: this.#source.at });
      this.#indent = this.#indents.pop() ?? -1;
    }
  }

  /** kubectl goes ten times as deep, and nothing that is a kubeconfig does. */
  #assertNotTooDeep(): void {
    if (this.#keys.length + this.#indents.length > deepest) {
      throw new GoYamlRefusal(l10n`more than ${deepest} levels of nesting`, this.#source.at);
    }
  }

  #addIndicator(kind: GoYamlIndicator, mayBeKey: boolean): void {
    this.#add({ kind, offset: this.#source.at });
    this.#source.advance();
    this.#mayBeKey = mayBeKey;
  }

  #add(token: GoYamlToken): void {
    this.#queue.push(token);
  }
}
