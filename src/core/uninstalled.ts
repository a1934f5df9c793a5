/** An extension as VS Code's own list and its folder name it. */
export interface InstalledExtension {
  /** `publisher.name`. */
  readonly id: string;
  readonly version: string;
}

/**
 * Whether VS Code will remove the extension at its next start, and no other version of it takes its place. There is no
 * API for it; until then the extension goes on running.
 *
 * @param removed the text of `.obsolete` in the extensions folder: `{"publisher.name-1.2.3": true}`
 * @param installed the text of `extensions.json` beside it: `[{"identifier":{"id"},"version"}]`
 * @see https://github.com/microsoft/vscode/blob/main/src/vs/platform/extensionManagement/node/extensionManagementService.ts
 *   (setExtensionsForRemoval; an update marks the old version too)
 */
export function isUninstalled({ id, version }: InstalledExtension, removed: string, installed: string): boolean {
  const marks = parseJson(removed);
  const list = parseJson(installed);
  if (typeof marks !== 'object' || marks === null || !Array.isArray(list)) return false;
  const mark = Object.entries(marks).find(([key]) => isVersionOf(key, id, version));
  if (mark?.[1] !== true) return false;
  return !list.some((entry: { identifier?: { id?: unknown } } | null) => {
    const listed = entry?.identifier?.id;
    return typeof listed === 'string' && listed.toLowerCase() === id.toLowerCase();
  });
}

/** A platform may follow the version: `publisher.name-1.2.3-linux-x64`. */
function isVersionOf(key: string, id: string, version: string): boolean {
  const exact = `${id}-${version}`.toLowerCase();
  return key.toLowerCase() === exact || key.toLowerCase().startsWith(`${exact}-`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
