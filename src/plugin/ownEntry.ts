import { lstatSync, type Stats } from 'node:fs';

/** What is at a path itself, link or not; undefined for nothing. */
export function entryAt(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** Windows knows no user ids; there, %LOCALAPPDATA% is its user's alone by the access rules of the profile. */
export function isOurs(entry: Stats): boolean {
  return process.platform === 'win32' || entry.uid === process.geteuid?.();
}

export function ownEntryAt(path: string): Stats | undefined {
  const entry = entryAt(path);
  return entry !== undefined && isOurs(entry) ? entry : undefined;
}
