import { AksEntraError } from '../aksEntraError.ts';
import { applyChanges } from '../kubeconfigText/applyChanges.ts';
import { openKubeconfig, sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import type { TextEdit } from '../yaml/textEdit.ts';
import { mapAt, stringAt, type YamlMap } from '../yamlValue.ts';

/**
 * The edit of a kubeconfig's text that changes one user.
 *
 * @param change from the value below `user` to another one
 * @returns undefined where the file cannot be edited safely
 */
export function editOfUser(
  text: string,
  userName: string,
  change: (user: YamlMap) => YamlMap,
): readonly TextEdit[] | undefined {
  try {
    const kubeconfig = openKubeconfig(text);
    const entry = sectionOf(kubeconfig.model, 'users').find((candidate) => stringAt(candidate, 'name') === userName);
    const user = mapAt(entry, 'user');
    if (entry === undefined || user === undefined) {
      return undefined;
    }
    const changed = { ...entry, user: change(user) };
    const after = applyChanges(kubeconfig, [{ kind: 'put', section: 'users', name: userName, entry: changed }]);
    return [differenceOf(text, after)];
  } catch (error) {
    if (error instanceof AksEntraError) {
      return undefined;
    }
    throw error;
  }
}

/** The one replacement between what both texts begin and end with. */
function differenceOf(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) {
    start += 1;
  }
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) {
    tail += 1;
  }
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}
