import { type Document, parseDocument } from 'yaml';
import { firstDocument } from './firstDocument.ts';
import { GoYamlRefusal } from '../goYaml/goYamlText.ts';
import { indentFlowLines } from './indentFlowLines.ts';
import { readGoYaml } from '../goYaml/readGoYaml.ts';

/** What kubectl reads of a text, as nodes with ranges. */
export interface LocatedNodes {
  readonly document: Document.Parsed;
  /** The text that the ranges count in. */
  readonly text: string;
  /** From there to the text as it stands in the file. */
  readonly originalOffset: (offset: number) => number;
}

/** @returns undefined for a text whose places are not to be found, as one that is no YAML */
export function locateNodes(text: string): LocatedNodes | undefined {
  const first = firstDocument(text).text;
  return locate(first) ?? locateWhatIsRead(first);
}

/**
 * What is there of a text that is being typed, which may be no YAML at the moment: for what is shown in an editor, never
 * for what is edited.
 */
export function locateRoughly(text: string): LocatedNodes {
  const first = firstDocument(text).text;
  return { document: parse(first), text: first, originalOffset: (offset) => offset };
}

function locate(text: string): LocatedNodes | undefined {
  const document = parse(text);
  if (document.errors.length === 0) {
    return { document, text, originalOffset: (offset) => offset };
  }
  const indented = indentFlowLines(text);
  const again = indented && parse(indented.text);
  return indented === undefined || again === undefined || again.errors.length > 0
    ? undefined
    : { document: again, ...indented };
}

/** kubectl does not look at what stands behind a bracket that closes its document. */
function locateWhatIsRead(text: string): LocatedNodes | undefined {
  try {
    const { end } = readGoYaml(text);
    return end < text.length ? locate(text.slice(0, end)) : undefined;
  } catch (error) {
    if (error instanceof GoYamlRefusal) {
      return undefined;
    }
    throw error;
  }
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
}
