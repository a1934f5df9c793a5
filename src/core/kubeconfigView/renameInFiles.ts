import type { KubeconfigFile } from '../kubeconfig/kubeconfigStore.ts';
import { firstOfEach, readContexts } from '../kubeconfig/readContexts.ts';
import { pointCurrentContext, renameContext } from '../kubeconfigText/editContexts.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { withPathInErrors } from '../kubeconfigText/withPathInErrors.ts';
import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import { stringAt } from '../yamlValue.ts';

/** The names of all contexts in the files, of those too that kubectl does not find. */
export function contextNamesIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) => [...firstOfEach([readFirstModel(text)], 'contexts').keys()]);
}

/**
 * The texts with another name of a context. What names it as the current context names it by the new one then, in each of
 * the files: but for one that has another context of that name, which kubectl finds from then on, and does not decide.
 *
 * @throws AksEntraError kubeconfigEntryNotFound, kubeconfigDuplicateName, and as `applyChanges`, with the file in front
 */
export function renameInFiles(files: readonly KubeconfigFile[], contextName: string, newName: string): string[] {
  const texts = files.map(({ text }) => text);
  const { contexts } = readContexts(texts);
  const context = contexts.find((one) => one.contextName === contextName);
  const models = texts.map((text) => readFirstModel(text));
  const deciding = models.findIndex((model) => (stringAt(model, 'current-context') ?? '') !== '');
  if (contextNamesIn(texts).includes(newName)) {
    throw new AksEntraError('kubeconfigDuplicateName', l10n`There is a context ${quotedName(newName)} already.`);
  }
  if (context === undefined) {
    throw new AksEntraError(
      'kubeconfigEntryNotFound',
      l10n`There is no context ${quotedName(contextName)} in the kubeconfig any more.`,
    );
  }
  return files.map(({ path, text }, index) => {
    const model = models[index] ?? {};
    const pointsHere = stringAt(model, 'current-context') === contextName;
    const isAnother = index !== deciding && firstOfEach([model], 'contexts').has(contextName);
    return withPathInErrors(path, () => {
      if (index === context.fileIndex) {
        return renameContext(text, contextName, newName);
      }
      return pointsHere && !isAnother ? pointCurrentContext(text, newName) : text;
    });
  });
}
