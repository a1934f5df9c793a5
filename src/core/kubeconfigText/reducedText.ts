import { AksEntraError } from '../aksEntraError.ts';
import { isStyleInFirstEntry } from '../yaml/blockStyle.ts';
import { parseSyntaxTree } from '../yaml/syntaxTree.ts';
import type { TextEdit } from '../yaml/textEdit.ts';
import type { YamlMap } from '../yamlValue.ts';
import type { EditableKubeconfig } from './editableKubeconfig.ts';
import { editsFor } from './editsFor.ts';
import { scanEntries } from './scanEntries.ts';
import type { SectionChange } from './spliceSection.ts';

/** Lines that are left out, from one offset of the text to another. */
interface Cut {
  readonly start: number;
  end: number;
}

/**
 * The same edits as `editsFor` finds in the whole text, from a text without the entries that no edit comes near: a
 * syntax tree costs a hundred times what a scan of the lines does.
 *
 * @returns undefined where the text is not of a style that the scan understands, or nothing can be left out, or there is
 *   something to complain about (the lines that it would name are those of the whole text)
 */
export function editsByReducedText(
  { text, model: before, lists }: EditableKubeconfig,
  after: YamlMap,
  sectionChanges: readonly SectionChange[],
): TextEdit[] | undefined {
  const scanned = lists ?? scanEntries(text);
  if (scanned === undefined) {
    return undefined;
  }
  const cuts: Cut[] = [];
  const reducedChanges: SectionChange[] = [];
  for (const change of sectionChanges) {
    const section = scanned.get(change.section);
    if (section === undefined) {
      reducedChanges.push(change);
      continue;
    }
    const { starts } = section;
    if (starts.length !== change.before.length) {
      return undefined;
    }
    const kept = keptEntries(change);
    // Most of them touch: one cut each would be thousands to sort.
    let cut: Cut | undefined;
    for (const [index, start] of starts.entries()) {
      if (kept.has(index)) {
        cut = undefined;
      } else if (cut === undefined) {
        cut = { start, end: starts[index + 1] ?? section.end };
        cuts.push(cut);
      } else {
        cut.end = starts[index + 1] ?? section.end;
      }
    }
    reducedChanges.push(reducedChange(change, kept));
  }
  if (cuts.length === 0) {
    return undefined;
  }
  const joined = joinedCuts(cuts);
  try {
    const tree = parseSyntaxTree(withoutCuts(text, joined));
    return isStyleInFirstEntry(tree) ? inWholeText(editsFor(tree, before, after, reducedChanges), joined) : undefined;
  } catch (error) {
    if (error instanceof AksEntraError) {
      return undefined;
    }
    throw error;
  }
}

/** What changes, with a neighbour on each side; the first entry, which shows the style; the last, where new ones go. */
function keptEntries({ before, replaced, removed }: SectionChange): ReadonlySet<number> {
  const kept = new Set([0, before.length - 1]);
  for (const index of [...replaced.keys(), ...removed]) {
    for (const near of [index - 1, index, index + 1]) {
      kept.add(near);
    }
  }
  return kept;
}

function reducedChange(change: SectionChange, kept: ReadonlySet<number>): SectionChange {
  const places = new Map<number, number>();
  for (const index of change.before.keys()) {
    if (kept.has(index)) {
      places.set(index, places.size);
    }
  }
  const placeOf = (index: number): number => places.get(index) ?? Number.NaN;
  return {
    ...change,
    before: change.before.filter((_, index) => kept.has(index)),
    replaced: new Map([...change.replaced].map(([index, entry]) => [placeOf(index), entry])),
    removed: new Set([...change.removed].map(placeOf)),
  };
}

/** In the order of the text, those that touch as one. */
function joinedCuts(cuts: readonly Cut[]): Cut[] {
  const joined: Cut[] = [];
  for (const cut of cuts.toSorted((one, other) => one.start - other.start)) {
    const last = joined.at(-1);
    if (last?.end === cut.start) {
      joined[joined.length - 1] = { start: last.start, end: cut.end };
    } else {
      joined.push(cut);
    }
  }
  return joined;
}

function withoutCuts(text: string, cuts: readonly Cut[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const cut of cuts) {
    parts.push(text.slice(end, cut.start));
    end = cut.end;
  }
  parts.push(text.slice(end));
  return parts.join('');
}

/** The edits at their places in the whole text; undefined where one touches a place at which something was left out. */
function inWholeText(edits: readonly TextEdit[], cuts: readonly Cut[]): TextEdit[] | undefined {
  const moved: TextEdit[] = [];
  for (const edit of edits) {
    let shift = 0;
    for (const cut of cuts) {
      const seam = cut.start - shift;
      if (edit.end < seam) {
        break;
      }
      if (edit.start <= seam) {
        return undefined;
      }
      shift += cut.end - cut.start;
    }
    moved.push({ ...edit, start: edit.start + shift, end: edit.end + shift });
  }
  return moved;
}
