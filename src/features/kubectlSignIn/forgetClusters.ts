import { AksEntraError } from '../../core/aksEntraError.ts';
import type { KubectlSignIn, Undo } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { ClusterAccess } from '../../core/credentialPlugin/trustedCluster.ts';
import type { KubeconfigFile, KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { leadsToOneOf } from './keyContexts.ts';
import { pluginContextsOf } from './pluginContextsOf.ts';

interface ForgetPorts {
  readonly kubeconfigs: Pick<KubeconfigStore, 'read'>;
  readonly kubectlSignIn: Pick<KubectlSignIn, 'forget'>;
}

/**
 * Takes clusters out of the list that no context leads to any more: the keys that are left in backups and copies are dead
 * then. Undo brings back the entries and their keys.
 *
 * @param before the KUBECONFIG list before a write of ours
 * @param after the same after it
 */
export async function forgetClusters(
  { kubeconfigs, kubectlSignIn }: ForgetPorts,
  before: readonly KubeconfigFile[],
  after: readonly KubeconfigFile[],
): Promise<Undo> {
  const were = await pluginContextsOf(kubeconfigs, before);
  const are = were.length === 0 ? [] : await clustersNow(kubeconfigs, before, after);
  const gone = were.filter((context) => !leadsToOneOf(are, context));
  return gone.length === 0
    ? () => Promise.resolve()
    : kubectlSignIn.forget(
        gone.map(({ cluster }) => cluster),
        are,
      );
}

async function clustersIn(
  kubeconfigs: Pick<KubeconfigStore, 'read'>,
  files: readonly KubeconfigFile[],
): Promise<ClusterAccess[]> {
  return (await pluginContextsOf(kubeconfigs, files)).map(({ cluster }) => cluster);
}

/**
 * Where contexts lead now. Another window may have led them elsewhere since the kubeconfigs were read, which may be
 * minutes ago: a person was asked something.
 */
async function clustersNow(
  kubeconfigs: Pick<KubeconfigStore, 'read'>,
  before: readonly KubeconfigFile[],
  after: readonly KubeconfigFile[],
): Promise<ClusterAccess[]> {
  try {
    const files: KubeconfigFile[] = [];
    for (const { path, text } of after) {
      const now = await kubeconfigs.read(path);
      const isNews = now !== undefined && before.every((file) => file.path !== path || file.text !== now);
      files.push({ path, text: isNews ? now : text });
    }
    return await clustersIn(kubeconfigs, files);
  } catch (error) {
    if (error instanceof AksEntraError) {
      // One that cannot be read tells nothing.
      return clustersIn(kubeconfigs, after);
    }
    throw error;
  }
}
