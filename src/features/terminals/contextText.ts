import path from 'node:path';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import { singleContextKubeconfig } from '../../core/kubeconfig/singleContext.ts';

/**
 * A kubeconfig with one of the user's contexts and nothing else, which may stand in any folder.
 *
 * @throws as singleContextKubeconfig
 */
export function contextText(
  { texts, files }: Pick<KubeconfigSnapshot, 'texts' | 'files'>,
  contextName: string,
): string {
  return singleContextKubeconfig(texts, contextName, {
    resolve: (fileIndex, name) => path.resolve(path.dirname(files[fileIndex]?.path ?? ''), name),
    separator: path.sep,
  });
}
