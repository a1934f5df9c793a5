import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import {
  accessOf,
  type ClusterAccess,
  entriesOfAccount,
  type TrustedCluster,
} from '../../core/credentialPlugin/trustedCluster.ts';
import type { PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { pluginContextsOf } from '../kubectlSignIn/pluginContextsOf.ts';

export interface EntriesInUsePorts {
  readonly kubeconfigs: Pick<KubeconfigStore, 'paths' | 'read' | 'readAll' | 'writePath'>;
  readonly kubectlSignIn: Pick<KubectlSignIn, 'contextKeys'>;
}

/** What has one key: the ways to one cluster, with one account. */
export interface EntryInUse {
  readonly key: string;
  readonly ways: readonly [TrustedCluster, ...TrustedCluster[]];
  /** Those of the user's kubeconfigs that have the key and lead there. */
  readonly contextNames: readonly string[];
  /** Programs that name no cluster get its tokens. */
  readonly isAllowed: boolean;
}

/** @throws AksEntraError kubeconfigInvalid; as `KubeconfigStore` and `KubectlSignIn` */
export async function entriesInUse(ports: EntriesInUsePorts): Promise<{
  readonly kubeconfigs: KubeconfigSnapshot;
  /** All contexts of our plugin. */
  readonly contexts: readonly PluginContext[];
  readonly entries: readonly EntryInUse[];
}> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const contexts = await pluginContextsOf(ports.kubeconfigs, kubeconfigs.files);
  const { trusted } = await ports.kubectlSignIn.contextKeys();
  return { kubeconfigs, contexts, entries: entriesOf(trusted, contexts) };
}

/** @param contexts of our plugin */
export function entriesOf(trusted: readonly TrustedCluster[], contexts: readonly PluginContext[]): EntryInUse[] {
  return [...Map.groupBy(trusted, ({ key }) => key)].flatMap(([key, [first, ...others]]): EntryInUse[] => {
    if (first === undefined) {
      return [];
    }
    const ways = [first, ...others] as const;
    const own = contexts.filter(
      (context) => context.isAsWritten && context.key === key && leadsToOneWay(ways, context.cluster),
    );
    const isAllowed = ways.some(({ consent }) => consent !== undefined);
    return [{ key, ways, contextNames: own.map(({ contextName }) => contextName), isAllowed }];
  });
}

function leadsToOneWay(ways: readonly TrustedCluster[], cluster: ClusterAccess): boolean {
  return accessOf(entriesOfAccount(ways, cluster), cluster) !== undefined;
}
