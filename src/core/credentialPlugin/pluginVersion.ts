/** One version of kubectl's plugin. */
export interface PluginVersion {
  /** A semantic version. */
  readonly version: string;
  /** Of all of its files; undefined where one of them is missing. */
  readonly contentHash: string | undefined;
}

/**
 * Whether the plugin that comes with the extension takes the place of the installed one. Several VS Codes share it, and
 * an older extension in one of them must not undo the newer one's work.
 */
export function isPluginToReplace(installed: PluginVersion | undefined, shipped: PluginVersion): boolean {
  if (installed?.contentHash === undefined) {
    return true;
  }
  const order = compareVersions(shipped.version, installed.version);
  return order > 0 || (order === 0 && shipped.contentHash !== installed.contentHash);
}

/**
 * Precedence of semantic versions: negative where `one` comes before `other`. What is no version comes first.
 *
 * @see https://semver.org/#spec-item-11
 */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [parse(one), parse(other)];
  if (a === undefined || b === undefined) {
    return Number(a !== undefined) - Number(b !== undefined);
  }
  for (const at of [0, 1, 2]) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return comparePrereleases(a.prerelease, b.prerelease);
}

interface ParsedVersion {
  readonly numbers: readonly number[];
  readonly prerelease: readonly string[];
}

function parse(version: string): ParsedVersion | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(version);
  if (match === null) {
    return undefined;
  }
  return { numbers: match.slice(1, 4).map(Number), prerelease: match[4]?.split('.') ?? [] };
}

function comparePrereleases(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) {
    return other.length - one.length;
  }
  for (let at = 0; ; at++) {
    const [a, b] = [one[at], other[at]];
    if (a === undefined || b === undefined) {
      return one.length - other.length;
    }
    if (a === b) {
      continue;
    }
    const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
    if (isNumber !== isOtherNumber) {
      return isNumber ? -1 : 1;
    }
    if (isNumber) {
      return Number(a) - Number(b);
    }
    return a < b ? -1 : 1;
  }
}
