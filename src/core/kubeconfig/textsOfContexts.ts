import { firstOfEach } from './readContexts.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { mapAt, stringAt } from '../yamlValue.ts';

/**
 * Which texts of a KUBECONFIG list contexts are made of: those that kubectl takes them from, their clusters and their users.
 *
 * @param contextNames one that there is not is passed over
 * @returns indexes, each once and in order
 * @throws AksEntraError kubeconfigInvalid
 */
export function textsOfContexts(texts: readonly string[], contextNames: readonly string[]): number[] {
  const models = texts.map((text) => readFirstModel(text));
  const [clusters, contexts, users] = ['clusters', 'contexts', 'users'].map((name) => firstOfEach(models, name));
  const found = contextNames.flatMap((name) => {
    const context = contexts?.get(name);
    const names = mapAt(context?.entry, 'context');
    return [
      context,
      clusters?.get(stringAt(names, 'cluster') ?? ''),
      users?.get(stringAt(names, 'user') ?? ''),
    ].flatMap((each) => each?.fileIndex ?? []);
  });
  return [...new Set(found)].toSorted((one, other) => one - other);
}
