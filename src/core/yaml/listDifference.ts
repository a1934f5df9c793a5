import { isEqualValue, type YamlValue } from '../yamlValue.ts';

/** Where two lists differ: items of the one that give way to items of the other. */
interface Gap {
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

/** The stretches outside a longest common subsequence of two lists. For short lists: it takes their product in time. */
export function gapsBetween(before: readonly YamlValue[], after: readonly YamlValue[]): Gap[] {
  const lengths = commonLengths(before, after);
  const lengthAt = (one: number, other: number): number => lengths[one]?.[other] ?? 0;
  const gaps: Gap[] = [];
  let [one, other, beforeStart, afterStart] = [0, 0, 0, 0];
  const close = (): void => {
    if (one > beforeStart || other > afterStart) {
      gaps.push({ beforeStart, beforeEnd: one, afterStart, afterEnd: other });
    }
  };
  while (one < before.length || other < after.length) {
    if (one < before.length && other < after.length && isEqualValue(before[one], after[other])) {
      close();
      one++;
      other++;
      [beforeStart, afterStart] = [one, other];
    } else if (other >= after.length || (one < before.length && lengthAt(one + 1, other) >= lengthAt(one, other + 1))) {
      one++;
    } else {
      other++;
    }
  }
  close();
  return gaps;
}

/** At [i][j]: how many items the rests from i and from j have in common, in order. */
function commonLengths(before: readonly YamlValue[], after: readonly YamlValue[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0));
  for (let one = before.length - 1; one >= 0; one--) {
    for (let other = after.length - 1; other >= 0; other--) {
      const row = lengths[one] ?? [];
      const below = lengths[one + 1] ?? [];
      row[other] = isEqualValue(before[one], after[other])
        ? 1 + (below[other + 1] ?? 0)
        : Math.max(below[other] ?? 0, row[other + 1] ?? 0);
    }
  }
  return lengths;
}
