import { printable } from '../printable.ts';
import { isJsonObject, type JsonObject } from '../clusterWrites/rawCluster.ts';

export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/**
 * What changes in an AADProfile, line by line. A list has a line for each item, so that one group more is one line more.
 * A profile that is not there has no lines.
 */
export function profileDiff(before: JsonObject | undefined, after: JsonObject | undefined): DiffLine[] {
  return lineDiff(profileLines(before), profileLines(after));
}

/** An AADProfile as lines to read, `name: value`, with the secret hidden that an old one may hold. */
export function profileLines(profile: JsonObject | undefined): string[] {
  return Object.entries(profile ?? {}).flatMap(([name, value]) => {
    const label = printable(name);
    if (/secret/i.test(name)) {
      return [`${label}: <hidden>`];
    }
    if (Array.isArray(value) && value.length > 0) {
      return [`${label}:`, ...(value as unknown[]).map((item) => `  - ${shown(item)}`)];
    }
    return [`${label}: ${shown(value)}`];
  });
}

function shown(value: unknown): string {
  return printable(typeof value === 'string' ? value : JSON.stringify(isJsonObject(value) ? { ...value } : value));
}

/** The longest common lines stay; the tables are small, as a profile is. */
function lineDiff(before: readonly string[], after: readonly string[]): DiffLine[] {
  const common = before.map(() => after.map(() => 0));
  const commonFrom = (row: number, column: number): number => common[row]?.[column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const length =
        before[row] === after[column]
          ? commonFrom(row + 1, column + 1) + 1
          : Math.max(commonFrom(row + 1, column), commonFrom(row, column + 1));
      common[row]?.splice(column, 1, length);
    }
  }
  const lines: DiffLine[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const old = before[row];
    const fresh = after[column];
    if (old !== undefined && old === fresh) {
      lines.push({ kind: 'same', text: old });
      row += 1;
      column += 1;
    } else if (
      old !== undefined &&
      (fresh === undefined || commonFrom(row + 1, column) >= commonFrom(row, column + 1))
    ) {
      lines.push({ kind: 'removed', text: old });
      row += 1;
    } else if (fresh !== undefined) {
      lines.push({ kind: 'added', text: fresh });
      column += 1;
    }
  }
  return lines;
}
