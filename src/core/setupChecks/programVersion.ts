/** The numbers of a version, as in `1.35.2`. */
export type VersionNumbers = readonly [major: number, minor: number, patch: number];

/** @returns undefined for what is no version */
export function versionNumbers(text: string | undefined): VersionNumbers | undefined {
  const [, major, minor, patch = '0'] = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,5}))?/.exec(text ?? '') ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** @returns undefined where the version is not known */
export function isOlderThan(text: string | undefined, least: VersionNumbers): boolean | undefined {
  const numbers = versionNumbers(text);
  if (numbers === undefined) {
    return undefined;
  }
  const difference = numbers.map((number, index) => number - (least[index] ?? 0)).find((each) => each !== 0);
  return difference !== undefined && difference < 0;
}

/** What `helm version --short` says: `v3.16.2+g13654a5`. */
export function helmVersionOf(output: string): string | undefined {
  return /^v(\d{1,3}\.\d{1,3}\.\d{1,4})/.exec(output.trim())?.[1];
}
