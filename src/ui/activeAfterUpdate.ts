/** A row of a picker; a separator has no value. */
interface PickerRow {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value?: unknown;
}

/**
 * Which row is active after new ones arrived. The row that the user went to stays; as long as that is the first one, the
 * first stays active, since it may have moved out of sight.
 */
export function activeAfterUpdate<Row extends PickerRow>(
  { rows, active }: { readonly rows: readonly Row[]; readonly active: Row | undefined },
  next: readonly Row[],
): Row | undefined {
  const isFirst = isSameRow(firstOf(rows), active);
  const same = isFirst ? undefined : next.find((row) => isSameRow(row, active));
  return same ?? firstOf(next);
}

/** Separators are rows too. */
function firstOf<Row extends PickerRow>(rows: readonly Row[]): Row | undefined {
  return rows.find(({ value }) => value !== undefined);
}

/** Rows are made anew with each update, and several may have one label; a value that is a word is told by no other row. */
function isSameRow(a: PickerRow | undefined, b: PickerRow | undefined): boolean {
  if (typeof a?.value === 'string') {
    return a.value === b?.value;
  }
  return a?.label === b?.label && a?.description === b?.description && a?.detail === b?.detail;
}
