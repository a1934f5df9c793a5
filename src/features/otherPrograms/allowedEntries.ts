import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import type { TrustedCluster } from '../../core/credentialPlugin/trustedCluster.ts';
import { clusterKeyOf, hostOf, isKeyOfCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { pluginContextsOf } from '../kubectlSignIn/pluginContextsOf.ts';
import { entriesOf, type EntriesInUsePorts, type EntryInUse } from './entriesInUse.ts';

/**
 * The entries whose tokens programs get that name no cluster, also where no context leads there any more, or none can be
 * read: what was allowed can always be taken back.
 *
 * @param cluster only what leads there
 */
export async function allowedEntries(
  ports: EntriesInUsePorts,
  cluster: Cluster | undefined,
): Promise<readonly EntryInUse[]> {
  const { trusted } = await ports.kubectlSignIn.contextKeys();
  const allowed = trusted.filter(({ consent }) => consent !== undefined);
  const asked = cluster === undefined ? allowed : allowed.filter((way) => isWayTo(way, cluster));
  return asked.length === 0 ? [] : entriesOf(asked, await readableContexts(ports.kubeconfigs));
}

/** What an entry is called: its contexts, else its cluster. */
export function namesOf({ contextNames, ways: [{ clusterId, server }] }: EntryInUse): readonly string[] {
  return contextNames.length > 0 ? contextNames : [clusterId?.split('/').at(-1) ?? hostOf(server) ?? server];
}

function isWayTo({ clusterId, server }: TrustedCluster, cluster: Cluster): boolean {
  const metadata = clusterId === undefined ? undefined : { clusterId };
  return isKeyOfCluster(clusterKeyOf({ metadata, server }), cluster);
}

async function readableContexts(kubeconfigs: Pick<KubeconfigStore, 'read' | 'readAll'>): Promise<PluginContext[]> {
  try {
    return await pluginContextsOf(kubeconfigs, await kubeconfigs.readAll());
  } catch (error) {
    if (error instanceof AksEntraError) {
      return [];
    }
    throw error;
  }
}
