import path from 'node:path';
import type { KubeconfigFileFacts } from '../../core/diagnosis/kubeconfigFileFacts.ts';

/**
 * Of the paths that a kubeconfig names those that lead to nothing. So does our own plugin's where only the file is there
 * that stays after its removal: that one says what to do, and gives out nothing.
 *
 * @param folder the kubeconfig's
 * @param pluginPath of our own plugin on this machine
 */
export async function missingPathsIn(
  named: readonly string[],
  folder: string,
  facts: Pick<KubeconfigFileFacts, 'exists'>,
  pluginPath: string,
): Promise<ReadonlySet<string>> {
  const missing = new Set<string>();
  for (const each of named) {
    const needed = each === pluginPath ? [each, path.join(path.dirname(each), 'package.json')] : [each];
    for (const file of needed) {
      if (!(await facts.exists(path.resolve(folder, file)))) {
        missing.add(each);
      }
    }
  }
  return missing;
}
