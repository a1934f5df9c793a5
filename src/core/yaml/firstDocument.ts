/** Where a text's first document ends, and whether anything stands behind it. */
export interface FirstDocument {
  readonly text: string;
  /** Whether what follows holds nothing but markers, blank lines and comments. */
  readonly isOnly: boolean;
}

/** What kubectl's reader takes for one. JavaScript's `\\s` knows more blanks, and lacks U+0085. */
const blank = String.raw`[ \t\r\n\x85\u2028\u2029]`;
const nothing = new RegExp(`^(?:(?:---|\\.\\.\\.)(?=${blank}|$))?${blank}*(?:#.*)?$`, 's');
const beforeContent = new RegExp(`^(?:---${blank}*(?:#.*)?|${blank}*#.*|%.*|${blank}*)$`, 's');

/**
 * The part of a text that kubectl reads: up to a line that begins with `---` or `...` behind some content. YAML knows no
 * place where such a line could be part of a value. Offsets in the part are those of the whole text.
 */
export function firstDocument(text: string): FirstDocument {
  const content = startOfContent(text);
  const end = content === undefined ? undefined : nextMarker(text, content);
  if (end === undefined) {
    return { text, isOnly: true };
  }
  return { text: text.slice(0, end), isOnly: isNothingBehind(text, end) };
}

/** Whether a text holds nothing but markers, blank lines and comments from an offset on. */
export function isNothingBehind(text: string, end: number): boolean {
  return text
    .slice(end)
    .split('\n')
    .every((line) => nothing.test(line));
}

/** The start of the next line that is a marker, behind the line break that stands at or behind `from`. */
function nextMarker(text: string, from: number): number | undefined {
  for (const marker of ['\n---', '\n...']) {
    // Most texts hold neither, and these two searches are all that it costs them.
    if (!text.includes(marker, from)) {
      continue;
    }
    const pattern = new RegExp(`\\n(?=(?:---|\\.\\.\\.)(?:${blank}|$))`, 'g');
    pattern.lastIndex = from;
    const found = pattern.exec(text);
    return found === null ? undefined : found.index + 1;
  }
  return undefined;
}

/** The start of the first line of content: directives, comments and the marker that opens a document are none. */
function startOfContent(text: string): number | undefined {
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length;) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak === -1 ? text.length : lineBreak;
    if (!beforeContent.test(text.slice(start, end))) {
      return start;
    }
    start = end + 1;
  }
  return undefined;
}
