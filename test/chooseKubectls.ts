export interface Kubectl {
  readonly path: string;
  /** 35 for kubectl 1.35. */
  readonly minor: number;
}

/** The oldest that the tests are seen with. Debian's 1.20 knows neither `auth whoami` nor exec credentials of v1. */
export const oldestMinor = 27;

/**
 * Those that tests and demo use, oldest first, one for each minor version.
 * @param own what the machine has by itself; what is too old is left out
 * @param pinned the one from npm: everybody has it, so of two with the same minor version it is the one
 */
export function chooseKubectls(own: readonly Kubectl[], pinned?: Kubectl): Kubectl[] {
  const all = pinned === undefined ? own : [...own, pinned];
  const ofMinor = new Map(all.map((kubectl) => [kubectl.minor, kubectl]));
  return [...ofMinor.values()]
    .filter(({ minor }) => minor >= oldestMinor)
    .toSorted((one, other) => one.minor - other.minor);
}
