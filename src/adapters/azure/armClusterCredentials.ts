import type { CredentialResults } from '@azure/arm-containerservice';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { Caller, ClusterCredentials, CredentialFormat, ServerAddress } from '../../core/clusters/clusterPorts.ts';
import type { ArmClient } from './armClient.ts';

/** The kubeconfigs that ARM gives out for a cluster. */
export class ArmClusterCredentials implements ClusterCredentials {
  readonly #arm: ArmClient;

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  async userCredential(
    caller: Caller,
    cluster: Cluster,
    format: CredentialFormat,
    address: ServerAddress = 'default',
  ): Promise<string> {
    return this.#arm.call(`get the clusterUser credential of ${cluster.name}`, caller, cluster, async (context) => {
      const { listClusterUserCredentials } = await import('@azure/arm-containerservice/api/managedClusters');
      const options = { format, ...serverFqdn(address) };
      return onlyKubeconfig(
        cluster,
        await listClusterUserCredentials(context, cluster.resourceGroup, cluster.name, options),
      );
    });
  }

  async adminCredential(caller: Caller, cluster: Cluster, address: ServerAddress = 'default'): Promise<string> {
    return this.#arm.call(`get the clusterAdmin credential of ${cluster.name}`, caller, cluster, async (context) => {
      const { listClusterAdminCredentials } = await import('@azure/arm-containerservice/api/managedClusters');
      const options = serverFqdn(address);
      return onlyKubeconfig(
        cluster,
        await listClusterAdminCredentials(context, cluster.resourceGroup, cluster.name, options),
      );
    });
  }
}

function serverFqdn(address: ServerAddress): { serverFqdn?: string } {
  return address === 'public' ? { serverFqdn: 'public' } : {};
}

function onlyKubeconfig(cluster: Cluster, { kubeconfigs }: CredentialResults): string {
  const value = kubeconfigs?.[0]?.value;
  if (value === undefined || value.length === 0) {
    throw new AksEntraError('unexpectedAnswer', `Azure returned no kubeconfig for cluster ${cluster.name}.`);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(value);
}
