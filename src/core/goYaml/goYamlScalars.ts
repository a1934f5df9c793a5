import { l10n } from '../l10n.ts';
import { GoYamlRefusal, type GoYamlText } from './goYamlText.ts';

const escapes: ReadonlyMap<string, string> = new Map([
  ...['0\0', 'a\x07', 'b\b', 't\t', '\t\t', 'n\n', 'v\v', 'f\f', 'r\r', 'e\x1b', '  ', '""', "''", '\\\\'].map(
    (pair) => [pair.charAt(0), pair.charAt(1)] as const,
  ),
  ...['N\u0085', '_\u00a0', 'L\u2028', 'P\u2029'].map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
]);
const digitsOf: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** What stands between two pieces of a value that goes on in the next line. */
class Fold {
  blanks = '';
  firstBreak = '';
  otherBreaks = '';
  isOverLines = false;

  takeBreak(source: GoYamlText): void {
    if (this.isOverLines) {
      this.otherBreaks += source.advanceLine();
    } else {
      this.firstBreak = source.advanceLine();
      this.blanks = '';
      this.isOverLines = true;
    }
  }

  get text(): string {
    if (!this.isOverLines) {
      return this.blanks;
    }
    if (this.firstBreak !== '\n') {
      return this.firstBreak + this.otherBreaks;
    }
    return this.otherBreaks === '' ? ' ' : this.otherBreaks;
  }
}

/** A scalar without quotes, as far as it goes. @param indent the column that its next lines have to reach */
export function scanPlain(
  source: GoYamlText,
  indent: number,
  isInFlow: boolean,
): { readonly value: string; readonly isOverLines: boolean } {
  let value = '';
  let fold = new Fold();
  while (!source.isMarker() && source.peek() !== '#') {
    const start = source.at;
    while (!source.isBlankOrEnd() && !endsPlain(source, isInFlow)) {
      source.advance();
    }
    if (source.at > start) {
      value += fold.text + source.text.slice(start, source.at);
      fold = new Fold();
    }
    if (!source.isBlank() && !source.isBreak()) {
      break;
    }
    while (source.isBlank() || source.isBreak()) {
      if (source.isBreak()) {
        fold.takeBreak(source);
      } else if (!fold.isOverLines) {
        fold.blanks += source.advance();
      } else if (source.peek() === '\t' && source.column < indent) {
        throw new GoYamlRefusal(l10n`a tab where a line is indented`, source.at);
      } else {
        source.advance();
      }
    }
    if (!isInFlow && source.column < indent) {
      break;
    }
  }
  return { value, isOverLines: fold.isOverLines };
}

function endsPlain(source: GoYamlText, isInFlow: boolean): boolean {
  const unit = source.peek();
  return (unit === ':' && source.isBlankOrEnd(1)) || (isInFlow && /[,?[\]{}]/.test(unit));
}

/** A scalar in quotes, from the first of them. */
export function scanQuoted(source: GoYamlText): string {
  const start = source.at;
  const quote = source.advance();
  let value = '';
  for (;;) {
    if (source.isMarker()) {
      throw new GoYamlRefusal(l10n`a document’s marker within quotes`, source.at);
    }
    const fold = new Fold();
    while (!source.isBlankOrEnd() && !fold.isOverLines) {
      const unit = source.peek();
      if (unit === "'" && quote === "'" && source.peek(1) === "'") {
        value += unit;
        source.skip(2);
      } else if (unit === quote) {
        source.advance();
        return value;
      } else if (unit === '\\' && quote === '"' && source.isBreak(1)) {
        source.advance();
        source.advanceLine();
        fold.isOverLines = true;
      } else if (unit === '\\' && quote === '"') {
        value += scanEscape(source);
      } else {
        value += source.advance();
      }
    }
    if (source.isAtEnd) {
      throw new GoYamlRefusal(l10n`quotes that are never closed`, start);
    }
    while (source.isBlank() || source.isBreak()) {
      if (source.isBreak()) {
        fold.takeBreak(source);
      } else if (fold.isOverLines) {
        source.advance();
      } else {
        fold.blanks += source.advance();
      }
    }
    value += fold.text;
  }
}

function scanEscape(source: GoYamlText): string {
  const start = source.at;
  source.advance();
  const letter = source.isAtEnd ? '' : source.advance();
  const known = escapes.get(letter);
  if (known !== undefined) {
    return known;
  }
  const digits = source.text.slice(source.at, source.at + (digitsOf.get(letter) ?? 0));
  const code = digits.length === digitsOf.get(letter) && /^[0-9a-fA-F]+$/.test(digits) ? parseInt(digits, 16) : NaN;
  if (!(code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) {
    throw new GoYamlRefusal(l10n`an escape that YAML 1.1 does not know`, start);
  }
  source.skip(digits.length);
  return String.fromCodePoint(code);
}

/** A scalar behind `|` or `>`. @param parentIndent the column of the map or list that it stands in */
export function scanBlock(source: GoYamlText, parentIndent: number): string {
  const isLiteral = source.advance() === '|';
  const { chomping, increment } = scanBlockHeader(source);
  let indent = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  let [value, firstBreak, isBehindBlank] = ['', '', false];
  const scanBreaks = (): string => {
    let [breaks, widest] = ['', 0];
    for (;;) {
      while ((indent === 0 || source.column < indent) && source.peek() === ' ') {
        source.advance();
      }
      widest = Math.max(widest, source.column);
      if ((indent === 0 || source.column < indent) && source.peek() === '\t') {
        throw new GoYamlRefusal(l10n`a tab where a line is indented`, source.at);
      }
      if (!source.isBreak()) {
        break;
      }
      breaks += source.advanceLine();
    }
    indent = indent === 0 ? Math.max(widest, parentIndent + 1, 1) : indent;
    return breaks;
  };
  let otherBreaks = scanBreaks();
  while (source.column === indent && !source.isAtEnd) {
    const isAtBlank = source.isBlank();
    if (!isLiteral && firstBreak === '\n' && !isBehindBlank && !isAtBlank) {
      value += otherBreaks === '' ? ' ' : '';
    } else {
      value += firstBreak;
    }
    const start = source.at;
    source.skipToLineEnd();
    value += otherBreaks + source.text.slice(start, source.at);
    isBehindBlank = isAtBlank;
    firstBreak = source.advanceLine();
    otherBreaks = scanBreaks();
  }
  return value + (chomping === '-' ? '' : firstBreak) + (chomping === '+' ? otherBreaks : '');
}

function scanBlockHeader(source: GoYamlText): { readonly chomping: string; readonly increment: number } {
  const header = /^(?:[-+]\d?|\d[-+]?)?/.exec(source.text.slice(source.at, source.at + 2))?.[0] ?? '';
  const start = source.at;
  source.skip(header.length);
  while (source.isBlank()) {
    source.advance();
  }
  if (source.peek() === '#') {
    source.skipToLineEnd();
  }
  if (header.includes('0') || !source.isBreakOrEnd()) {
    throw new GoYamlRefusal(l10n`more than a block’s indicator behind "|" or ">"`, start);
  }
  source.advanceLine();
  return { chomping: /[-+]/.exec(header)?.[0] ?? '', increment: Number(/\d/.exec(header)?.[0] ?? 0) };
}
