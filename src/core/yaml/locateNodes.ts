import { type Document, parseDocument } from 'yaml';
import { firstDocument } from './firstDocument.ts';
import { indentFlowLines } from './indentFlowLines.ts';

/** What kubectl reads of a text, as nodes with ranges. */
export interface LocatedNodes {
  readonly document: Document.Parsed;
  /** The text that the ranges count in. */
  readonly text: string;
  /** From there to the text as it stands in the file. */
  readonly originalOffset: (offset: number) => number;
}

/** @returns undefined for a text that is no YAML */
export function locateNodes(text: string): LocatedNodes | undefined {
  const first = firstDocument(text).text;
  const document = parse(first);
  if (document.errors.length === 0) {
    return { document, text: first, originalOffset: (offset) => offset };
  }
  const indented = indentFlowLines(first);
  const again = indented && parse(indented.text);
  return indented === undefined || again === undefined || again.errors.length > 0
    ? undefined
    : { document: again, ...indented };
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
}
