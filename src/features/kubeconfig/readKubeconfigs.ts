import { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';

/**
 * Reads the user's kubeconfigs once, for all that a command then shows, asks and plans. Only what is written is read
 * again, under its lock.
 *
 * @param file where it is not in the KUBECONFIG list, it is read alone, as `kubectl --kubeconfig` does
 * @throws AksEntraError kubeconfigNotUtf8, kubeconfigUnreadable
 */
export async function readKubeconfigs(
  kubeconfigs: Pick<KubeconfigStore, 'paths' | 'read' | 'readAll' | 'writePath'>,
  file?: string,
): Promise<KubeconfigSnapshot> {
  const paths = await kubeconfigs.paths();
  if (file !== undefined && !paths.includes(file)) {
    const text = await kubeconfigs.read(file);
    const files = text === undefined ? [] : [{ path: file, text }];
    return new KubeconfigSnapshot({ paths: [file], files, defaultPath: file, isListed: false });
  }
  const files = await kubeconfigs.readAll();
  const defaultPath = paths.length === 0 ? undefined : await kubeconfigs.writePath();
  return new KubeconfigSnapshot({ paths, files, defaultPath, isListed: true });
}
