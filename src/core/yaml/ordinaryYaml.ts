/** What other readers take otherwise than kubectl's does. One by one these are much faster than as one pattern. */
const odd = [
  // Tabs, the line breaks of YAML 1.1, control characters.
  /[^\n\r -~\xa0-\u2027\u202a-\ud7ff\ud800-\udfff\ue000-\ufefe\uff00-\ufffd]/,
  /\r(?!\n)/,
  // Brackets that hold something.
  /[{[](?![}\]])/,
  // Tags, anchors, aliases, merge keys, directives, `?`, and a key that is empty.
  /(?:^|[ \n,])(?:[&*!?%@`,:]|<<)/,
  // End marks, a block at the margin, and a marker that is none.
  /(?:^|\n)(?:\.\.\.| *[|>]| +---)/,
  /(?:^|[ \n])[-+]?\.(?:[iI]nf|INF|[nN]a[nN]|NAN)\b/,
  /(?:^|[ \n])(?:~|[nN]ull|NULL)[ ]*:/,
  // Escapes of JSON that YAML 1.1 does not know.
  /\\[/uU]/,
  // More than a key may be long: what stands in front of a colon in such a line may be no key.
  /^[^\n:]{1000}[^\n]*:(?:[ \r\n]|$)/m,
];
/**
 * What ends a line, and so a comment, for kubectl, and for no parser that tells places: a lone carriage return and three
 * characters of YAML 1.1. And a byte order mark inside a text, which is part of a name or value for kubectl.
 */
export const unusualCharacter = /\r(?!\n)|[\u0085\u2028\u2029]|(?!^)\uFEFF/;
const blockHeader = /[|>][-+\d]*[ ]*(?:#.*)?\r?$/m;

/** Whether a text holds nothing but what every reader of YAML takes as kubectl's does. */
export function isOrdinaryYaml(text: string): boolean {
  // A block in the last line ends as the text does, or with a line break that is not there.
  return !odd.some((pattern) => pattern.test(text)) && (text.endsWith('\n') || !blockHeader.test(text));
}
