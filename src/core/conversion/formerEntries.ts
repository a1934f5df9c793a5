import { applyChanges, type KubeconfigChange } from '../kubeconfigText/applyChanges.ts';
import { openKubeconfig } from '../kubeconfigText/editableKubeconfig.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { firstOfEach } from '../kubeconfig/readContexts.ts';
import { isUnguessable } from '../kubeconfig/unguessableName.ts';
import { mapAt, stringAt } from '../yamlValue.ts';
import type { LoginReset } from './loginResets.ts';

/**
 * Leads contexts back to the entries with unguessable names that they had: az, which does not know these, writes a second
 * pair and leads the context to it. Its pair stays, as everything else does.
 *
 * @param texts of a KUBECONFIG list
 * @returns one for each of them, and the same string where nothing changes in it
 * @throws AksEntraError kubeconfigInvalid, and as `applyChanges`
 */
export function withFormerEntries(texts: readonly string[], resets: readonly LoginReset[]): readonly string[] {
  const models = texts.map((text) => readFirstModel(text));
  const [clusters, contexts, users] = [
    firstOfEach(models, 'clusters'),
    firstOfEach(models, 'contexts'),
    firstOfEach(models, 'users'),
  ];
  const serverOf = (name: string | undefined) => stringAt(mapAt(clusters.get(name ?? '')?.entry, 'cluster'), 'server');
  const changes = texts.map((): KubeconfigChange[] => []);
  for (const { contextName, formerNames } of resets) {
    const found = contexts.get(contextName);
    const context = mapAt(found?.entry, 'context');
    if (found === undefined || context === undefined || formerNames === undefined) {
      continue;
    }
    const { clusterName, userName } = formerNames;
    const isThere =
      mapAt(users.get(userName)?.entry, 'user') !== undefined &&
      serverOf(clusterName) !== undefined &&
      serverOf(clusterName) === serverOf(stringAt(context, 'cluster'));
    const isLed = stringAt(context, 'cluster') === clusterName && stringAt(context, 'user') === userName;
    if (isThere && !isLed && isUnguessable(clusterName) && isUnguessable(userName)) {
      const entry = { ...found.entry, context: { ...context, cluster: clusterName, user: userName } };
      changes[found.fileIndex]?.push({ kind: 'put', section: 'contexts', name: contextName, entry });
    }
  }
  return texts.map((text, index) => {
    const own = changes[index] ?? [];
    return own.length === 0 ? text : applyChanges(openKubeconfig(text), own);
  });
}
