/** Tabs, line breaks of YAML 1.1 alone, byte order marks, and what nobody sees or prints. */
const oddCharacter = /[^\n\r -~\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]|\r(?!\n)/;
/** Escapes of half a character, and one that YAML 1.1 does not know. */
const oddEscape = /\\(?:u[dD][89a-fA-F]|U0000[dD][89a-fA-F])/;
const slashEscape = /\\\//;

/** What stands where a value may begin: behind a blank, or first in its line. It may be part of a text; that is refused too. */
const oddInYaml = [
  oddCharacter,
  oddEscape,
  // Tags, anchors, aliases, directives, `?`, what has no key, and what is no text.
  /(?:^|[ \n])[&*!?%@`,:\]}]/,
  // Brackets that hold something, or behind which something stands.
  /(?:^|[ \n])(?:\{(?!\})|\[(?!\])|(?:\{\}|\[\])(?! *(?: #[^\n]*)?\r?(?:\n|$)))/,
  // The end of the document, and the start of one but for the very first line.
  /(?:^|\n) *\.\.\.|\n *---|^ +---|^---(?!\r?\n)/,
  // A block on a line of its own, and a key between quotation marks behind a dash: readers differ in whose key it is.
  /(?:^|\n) *(?:[|>]|(?:- +)+["'][^\n]*:(?:[ \r\n]|$))/,
  // Blanks at the very end: they may be the text of a block.
  /\n +$/,
  // A line that is joined to an empty one: js-yaml takes that for nothing.
  /\\ *\r?\n *\r?\n/,
  // Blanks in an empty line at the start of a block: readers differ in where its text begins.
  /[|>][-+\d]* *(?:#[^\n]*)?\r?\n(?:\r?\n)* +\r?\n/,
];
const oddInJson = [oddCharacter, oddEscape, slashEscape];

/**
 * The offset of something in a text that readers of YAML, of whichever version, may take differently; undefined where
 * there is nothing of the kind. JSON passes as a whole, and otherwise what kubectl, az and the like write.
 */
export function unplainPlaceOf(text: string): number | undefined {
  for (const pattern of isJson(text) ? oddInJson : oddInYaml) {
    const found = text.search(pattern);
    if (found !== -1) {
      // What is first in a line is found with the line break in front of it.
      return text[found] === '\n' ? found + 1 : found;
    }
  }
  return undefined;
}

function isJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) {
    return false;
  }
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
