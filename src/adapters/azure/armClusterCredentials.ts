import type { CredentialResults } from '@azure/arm-containerservice';
import type { ContainerServiceContext } from '@azure/arm-containerservice/api';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { ClusterCredentials, CredentialFormat, ServerAddress } from '../../core/clusters/clusterCredentials.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { explainLocalAccountsOff } from '../../core/clusters/noCredential.ts';
import { l10n } from '../../core/l10n.ts';
import type { ArmClient } from './armClient.ts';

/** The kubeconfigs that ARM gives out for a cluster. */
export class ArmClusterCredentials implements ClusterCredentials {
  readonly #arm: ArmClient;

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  async userCredential(
    seen: SeenCluster,
    options: CallOptions,
    format: CredentialFormat,
    address: ServerAddress = 'default',
  ): Promise<string> {
    return this.#call('clusterUser', seen, options, async (context) => {
      const { listClusterUserCredentials } = await import('@azure/arm-containerservice/api/managedClusters');
      const { resourceGroup, name } = seen.cluster;
      return listClusterUserCredentials(context, resourceGroup, name, { format, ...serverFqdn(address) });
    });
  }

  async adminCredential(seen: SeenCluster, options: CallOptions, address: ServerAddress = 'default'): Promise<string> {
    return this.#call('clusterAdmin', seen, options, async (context) => {
      const { listClusterAdminCredentials } = await import('@azure/arm-containerservice/api/managedClusters');
      const { resourceGroup, name } = seen.cluster;
      return listClusterAdminCredentials(context, resourceGroup, name, serverFqdn(address));
    });
  }

  async #call(
    which: string,
    { cluster, account, tenants }: SeenCluster,
    options: CallOptions,
    work: (context: ContainerServiceContext) => Promise<CredentialResults>,
  ): Promise<string> {
    const what = l10n`get the ${which} credential of ${cluster.name}`;
    const target = { tenantId: tenants.lister.tenantId, subscriptionId: cluster.subscriptionId };
    try {
      return await this.#arm.call(what, { account, ...options }, target, async (context) =>
        onlyKubeconfig(cluster, await work(context)),
      );
    } catch (error) {
      // ARM's answer does not say what the cluster has in their place.
      throw error instanceof AksEntraError && error.code === 'localAccountsDisabled'
        ? explainLocalAccountsOff(cluster, what)
        : error;
    }
  }
}

function serverFqdn(address: ServerAddress): { serverFqdn?: string } {
  return address === 'public' ? { serverFqdn: 'public' } : {};
}

function onlyKubeconfig(cluster: Cluster, { kubeconfigs }: CredentialResults): string {
  const value = kubeconfigs?.[0]?.value;
  if (value === undefined || value.length === 0) {
    throw new AksEntraError('unexpectedAnswer', l10n`Azure returned no kubeconfig for cluster ${cluster.name}.`);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(value);
}
