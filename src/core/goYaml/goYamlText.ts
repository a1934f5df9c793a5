/** Why kubectl's reader does not read a text, and from where on. */
export class GoYamlRefusal extends Error {
  readonly offset: number;

  /** @param reason tagged, without a value of the text */
  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

/** A text with a place in it, in lines and columns as kubectl's reader counts them. */
export class GoYamlText {
  readonly text: string;
  at = 0;
  line = 0;
  column = 0;
  /** In characters, of which some take two units of a string. */
  index = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The unit at the place or a few behind it; empty behind the end. */
  peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead);
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  isBlank(ahead = 0): boolean {
    const unit = this.peek(ahead);
    return unit === ' ' || unit === '\t';
  }

  /** YAML 1.1 has three more line breaks than YAML 1.2. */
  isBreak(ahead = 0): boolean {
    const unit = this.peek(ahead);
    return unit === '\n' || unit === '\r' || unit === '\u0085' || unit === '\u2028' || unit === '\u2029';
  }

  isBreakOrEnd(ahead = 0): boolean {
    return this.isBreak(ahead) || this.at + ahead >= this.text.length;
  }

  isBlankOrEnd(ahead = 0): boolean {
    return this.isBlank(ahead) || this.isBreakOrEnd(ahead);
  }

  /** Goes over one character that is no line break. */
  advance(): string {
    const code = this.text.codePointAt(this.at) ?? 0;
    const length = code > 0xffff ? 2 : 1;
    const character = this.text.slice(this.at, this.at + length);
    this.at += length;
    this.index += 1;
    this.column += 1;
    return character;
  }

  skip(units: number): void {
    for (let count = 0; count < units; count++) {
      this.advance();
    }
  }

  /** Goes into the next line. @returns the line break as it stands in a value; nothing at the end */
  advanceLine(): string {
    if (!this.isBreak()) {
      return '';
    }
    const unit = this.peek();
    const length = unit === '\r' && this.peek(1) === '\n' ? 2 : 1;
    this.at += length;
    this.index += length;
    this.line += 1;
    this.column = 0;
    return unit === '\u2028' || unit === '\u2029' ? unit : '\n';
  }

  skipToLineEnd(): void {
    while (!this.isBreakOrEnd()) {
      this.advance();
    }
  }

  /** Whether a line that marks a document's start or end begins here. */
  isMarker(marker?: '---' | '...'): boolean {
    const found = this.column === 0 ? this.text.slice(this.at, this.at + 3) : '';
    return (marker === undefined ? found === '---' || found === '...' : found === marker) && this.isBlankOrEnd(3);
  }
}
