import { authorityOf } from '../../core/credentialPlugin/tunnel.ts';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import { clustersIn } from '../../core/listing/clustersIn.ts';
import type { KnownServer } from '../../core/kubeconfigFindings/kubeconfigFinding.ts';
import { serverNameOf } from '../../core/kubeconfig/tunnelAddress.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';

export interface KnownServersPorts {
  readonly kubectlSignIn: Pick<KubectlSignIn, 'contextKeys'>;
  readonly inventory: Pick<ClusterInventory, 'state'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** The hosts of API servers that are known without asking Azure: of the list of clusters first, then of the tree. */
export async function knownServers({ kubectlSignIn, inventory, logger }: KnownServersPorts): Promise<KnownServer[]> {
  const listed = await kubectlSignIn.contextKeys().catch((error: unknown) => {
    logger.warn(`The list of clusters: ${messageOf(error)}`);
    return undefined;
  });
  return [
    ...(listed?.trusted ?? []).flatMap((cluster): KnownServer[] => {
      const host = serverNameOf(cluster.server);
      return host === undefined
        ? []
        : [{ host, authority: authorityOf(cluster), ...(cluster.clusterId ? { clusterId: cluster.clusterId } : {}) }];
    }),
    ...clustersIn(inventory.state).flatMap(({ cluster }): KnownServer[] => {
      // That is the one that Azure writes into the credentials of a private cluster.
      const host = cluster.privateApiServerHost ?? cluster.apiServerHost;
      return host === undefined ? [] : [{ host, clusterId: cluster.id }];
    }),
  ];
}
