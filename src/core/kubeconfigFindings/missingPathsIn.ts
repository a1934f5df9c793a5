/**
 * Of the paths that a kubeconfig names those that lead to nothing. So does our own plugin's where only the file is there
 * that stays after its removal: that one says what to do, and gives out nothing.
 *
 * @param exists resolves what it is given against the kubeconfig's folder
 * @param pluginPath of our own plugin on this machine
 */
export async function missingPathsIn(
  named: readonly string[],
  exists: (path: string) => Promise<boolean>,
  pluginPath: string,
): Promise<ReadonlySet<string>> {
  const missing = new Set<string>();
  for (const each of named) {
    const needed = each === pluginPath ? [each, each.replace(/[^\\/]*$/, 'package.json')] : [each];
    for (const file of needed) {
      if (!(await exists(file))) {
        missing.add(each);
      }
    }
  }
  return missing;
}
