/** What other readers take otherwise than kubectl's does. Fewer patterns, or more of them, would take longer. */
const odd = [
  // Tabs, the line breaks of YAML 1.1, control characters.
  /[^\n\r -~\xa0-\u2027\u202a-\ud7ff\ud800-\udfff\ue000-\ufefe\uff00-\ufffd]/,
  // Brackets that hold something, where a value may begin. Within a text they are nothing, as in our own users' JSON.
  /(?:^|[ \n])[{[](?![}\]])/,
  // Tags, anchors, aliases, merge keys, directives, `?`, a key that is empty or null, and what is no finite number.
  /(?:^|[ \n,])(?:[&*!?%@`,:]|<<|(?:~|[nN]ull|NULL)[ ]*:|[-+]?\.(?:[iI]nf|INF|[nN]a[nN]|NAN)\b)/,
  // End marks, a block at the margin, a marker that is none, and a key behind an item of a list, which js-yaml takes for
  // the next key of the map around it.
  /(?:^|\n)(?:\.\.\.| *[|>]| +---| *(?:- +)+["'[{][^\n]*:(?:[ \r\n]|$))/,
];
/** The same, for texts that hold the character at all: looking for one takes no time. */
const oddAt: readonly (readonly [string, RegExp])[] = [
  ['\r', /\r(?!\n)/],
  // Escapes of JSON that YAML 1.1 does not know, and a line that is joined to an empty one: js-yaml takes that for nothing.
  ['\\', /\\(?:[/uU]|\r?\n *\r?\n)/],
];
/** A key may be as long for go-yaml: what stands in front of a colon in a longer line may be no key. */
const longestKey = 1000;
const longKey = new RegExp(`^[^:]{${longestKey}}.*:(?:[ \r]|$)`, 's');
/**
 * What ends a line, and so a comment, for kubectl, and for no parser that tells places: a lone carriage return and three
 * characters of YAML 1.1. And a byte order mark inside a text, which is part of a name or value for kubectl.
 */
export const unusualCharacter = /\r(?!\n)|[\u0085\u2028\u2029]|(?!^)\uFEFF/;
const blockHeader = /[|>][-+\d]*[ ]*(?:#.*)?\r?$/m;

/** Whether a text holds nothing but what every reader of YAML takes as kubectl's does. */
export function isOrdinaryYaml(text: string): boolean {
  return (
    !odd.some((pattern) => pattern.test(text)) &&
    !oddAt.some(([character, pattern]) => text.includes(character) && pattern.test(text)) &&
    !hasLongKey(text) &&
    // A block in the last line ends as the text does, or with a line break that is not there.
    (text.endsWith('\n') || !blockHeader.test(text))
  );
}

function hasLongKey(text: string): boolean {
  // The next one, which is looked for once, however many lines hold none.
  let colon = -1;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    if (end - start > longestKey) {
      colon = colon < start ? indexOrEnd(text.indexOf(':', start), text) : colon;
      if (colon - start >= longestKey && longKey.test(text.slice(start, end))) {
        return true;
      }
    }
    start = end + 1;
  }
  return false;
}

function indexOrEnd(index: number, text: string): number {
  return index === -1 ? text.length : index;
}
