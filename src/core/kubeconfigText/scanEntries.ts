import type { BlockList } from '../yaml/readPlainBlocks.ts';

const rootKey = /^([A-Za-z][\w-]*):(?= |\r?$)/;
const listHeader = /^(?:clusters|contexts|users): *(?:#.*)?\r?$/;
const space = 0x20;
const dash = 0x2d;
const comment = 0x23;

/**
 * Finds the entries of a kubeconfig in block style by its lines alone, some hundred times as fast as a parser does.
 * It knows only what kubectl, az and we write, and people where they keep to that.
 *
 * @returns the sections that are block lists; undefined where the text holds a line that is not surely understood
 */
export function scanEntries(text: string): ReadonlyMap<string, BlockList> | undefined {
  if (text.includes('\t') || text.startsWith('\uFEFF') || /\r(?!\n)|[\u0085\u2028\u2029]/.test(text)) {
    return undefined;
  }
  const sections = new Map<string, BlockList>();
  const keys = new Set<string>();
  let starts: number[] | undefined;
  let listColumn = -1;
  for (let start = 0, next = 0; start < text.length; start = next) {
    const lineBreak = text.indexOf('\n', start);
    next = lineBreak === -1 ? text.length : lineBreak + 1;
    const first = startOfText(text, start);
    if (isBlank(text, first) || text.charCodeAt(first) === comment) {
      continue;
    }
    const column = first - start;
    const isItem = text.charCodeAt(first) === dash && text.charCodeAt(first + 1) === space;
    if (column === 0 && !isItem) {
      const line = text.slice(start, lineBreak === -1 ? text.length : lineBreak);
      const key = rootKey.exec(line)?.[1];
      if (key === undefined || keys.has(key)) {
        return undefined;
      }
      keys.add(key);
      starts = undefined;
      listColumn = -1;
      closeSections(sections, start);
      if (listHeader.test(line)) {
        starts = [];
        sections.set(key, { starts, end: text.length });
      }
      continue;
    }
    if (keys.size === 0) {
      return undefined;
    }
    if (starts === undefined || (listColumn !== -1 && column > listColumn)) {
      continue;
    }
    if (!isItem || (listColumn !== -1 && column < listColumn)) {
      return undefined;
    }
    listColumn = column;
    starts.push(start);
  }
  return sections;
}

/** What was open ends where the next key of the root begins. */
function closeSections(sections: Map<string, BlockList>, end: number): void {
  for (const [name, section] of sections) {
    if (section.end > end) {
      sections.set(name, { ...section, end });
    }
  }
}

function startOfText(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === space) {
    at++;
  }
  return at;
}

function isBlank(text: string, at: number): boolean {
  return at >= text.length || text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');
}
