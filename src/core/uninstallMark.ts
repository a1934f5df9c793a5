/**
 * Whether VS Code is about to remove an extension. It marks the folder of an uninstalled one in a file beside it and
 * lets a running one run until its window is reloaded. An update marks the old version's folder too, beside the new one's.
 *
 * @param marks the text of `.obsolete`: a JSON object of folder names, each `true`
 * @param folder the name of the extension's folder, `<publisher>.<name>-<version>`, perhaps with a platform at its end
 * @param id the extension's `<publisher>.<name>`
 * @param folders the names of all folders of extensions
 */
export function isMarkedForUninstall(marks: string, folder: string, id: string, folders: readonly string[]): boolean {
  const marked = markedFolders(marks);
  const isMarked = (name: string): boolean => marked.has(name.toLowerCase());
  const versions = folders.filter(
    (name) => name.toLowerCase().startsWith(id.toLowerCase()) && /^-\d/.test(name.slice(id.length)),
  );
  return isMarked(folder) && versions.every(isMarked);
}

function markedFolders(marks: string): ReadonlySet<string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(marks);
  } catch {
    // VS Code is just writing it, and it will be looked at again.
    return new Set();
  }
  if (typeof parsed !== 'object' || parsed === null) {
    return new Set();
  }
  const marked = Object.entries(parsed).filter(([, isMarked]) => isMarked === true);
  return new Set(marked.map(([name]) => name.toLowerCase()));
}
