/** Where a text's first document ends, and whether anything stands behind it. */
export interface FirstDocument {
  readonly text: string;
  /** Whether what follows holds nothing but markers, blank lines and comments. */
  readonly isOnly: boolean;
}

/**
 * The part of a text that kubectl reads: up to a line that begins with `---` or `...` behind some content. YAML knows no
 * place where such a line could be part of a value. Offsets in the part are those of the whole text.
 */
export function firstDocument(text: string): FirstDocument {
  let end = nextMarker(text, 0);
  while (end !== undefined && !hasContent(text.slice(0, end))) {
    end = nextMarker(text, end);
  }
  if (end === undefined) {
    return { text, isOnly: true };
  }
  const isOnly = text
    .slice(end)
    .split('\n')
    .every((line) => /^(?:(?:---|\.\.\.)(?=\s|$))?\s*(?:#.*)?$/.test(line.trimEnd()));
  return { text: text.slice(0, end), isOnly };
}

/** The start of the next line that is a marker, behind the line break that stands at or behind `from`. */
function nextMarker(text: string, from: number): number | undefined {
  for (const marker of ['\n---', '\n...']) {
    // Most texts hold neither, and these two searches are all that it costs them.
    if (!text.includes(marker, from)) {
      continue;
    }
    const pattern = /\n(?=(?:---|\.\.\.)(?:\s|$))/g;
    pattern.lastIndex = from;
    const found = pattern.exec(text);
    return found === null ? undefined : found.index + 1;
  }
  return undefined;
}

/** Directives, comments and the marker that opens a document are no content: that document is still to come. */
function hasContent(head: string): boolean {
  return head
    .replace(/^\uFEFF/, '')
    .split('\n')
    .some((line) => !/^(?:---\s*(?:#.*)?|\s*#.*|%.*|\s*)$/.test(line.trimEnd()));
}
