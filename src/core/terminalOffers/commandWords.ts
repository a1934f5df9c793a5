/** One word of a command line. */
export interface CommandWord {
  readonly text: string;
  /** Whether the shell takes it as it stands here: no variable, command or pattern is in it. */
  readonly isPlain: boolean;
}

/** What ends a command; a redirection does not. */
const ends = /^(?:\|\|?|&&?(?!>)|;|\n)/;
const redirection = /^\d*(?:>>?|<)(?:&\d+|\s*[^\s|&;<>]+)?|^&>>?\s*[^\s|&;<>]+/;

/**
 * The first command of a line as bash, zsh, fish and PowerShell would split it, as far as they agree. What is not sure to
 * be taken as it stands is marked: nothing here is ever run again.
 */
export function firstCommandOf(line: string): CommandWord[] {
  const words: CommandWord[] = [];
  let at = 0;
  while (at < line.length) {
    const rest = line.slice(at);
    const blank = /^[ \t\r]+/.exec(rest);
    const redirected = redirection.exec(rest);
    if (blank !== null || redirected !== null) {
      at += (blank ?? redirected)?.[0].length ?? 1;
    } else if (ends.test(rest)) {
      return words;
    } else {
      const { word, length } = wordAt(rest);
      words.push(word);
      at += length;
    }
  }
  return words;
}

function wordAt(rest: string): { readonly word: CommandWord; readonly length: number } {
  let text = '';
  let isPlain = true;
  let at = 0;
  while (at < rest.length && !/[\s|;&<>]/.test(rest[at] ?? '')) {
    const char = rest[at] ?? '';
    const end = char === "'" || char === '"' ? rest.indexOf(char, at + 1) : -1;
    if (end !== -1) {
      const quoted = rest.slice(at + 1, end);
      // Within either, the shells differ about what a backslash does; in double quotes they put values in.
      isPlain &&= !(char === '"' ? /[\\$`]/ : /\\/).test(quoted);
      text += quoted;
      at = end + 1;
    } else {
      isPlain &&= !/["'\\$`*?[\](){}!^#]/.test(char);
      text += char;
      at += 1;
    }
  }
  return { word: { text, isPlain }, length: Math.max(at, 1) };
}
