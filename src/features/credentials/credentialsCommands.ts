import type { ClusterCredentials } from '../../core/clusters/clusterCredentials.ts';
import type { ClusterNow } from '../../core/clusters/seenNow.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { GetCredentialsPorts } from './getCredentials.ts';

interface CredentialsPorts extends Omit<GetCredentialsPorts, 'clusterCredentials' | 'clusters'> {
  /** They load when a credential is fetched. */
  readonly clusterCredentials: () => Promise<ClusterCredentials>;
  readonly clustersNow: () => Promise<ClusterNow>;
}

type CredentialsCommands =
  | 'aksEntra.getCredentials'
  | 'aksEntra.getCredentialsWith'
  | 'aksEntra.createPipelineKubeconfig'
  | 'aksEntra.showFailures';

/** From a cluster in Azure to its entry in the kubeconfig. */
export function credentialsCommands(ports: CredentialsPorts): Room<CredentialsCommands> {
  const withAzure = async (): Promise<GetCredentialsPorts> => ({
    ...ports,
    clusterCredentials: await ports.clusterCredentials(),
    clusters: await ports.clustersNow(),
  });
  return {
    commands: {
      'aksEntra.getCredentials': async (argument, selected) => {
        const { getCredentials } = await import('./getCredentials.ts');
        await getCredentials(await withAzure(), argument, selected);
      },
      'aksEntra.getCredentialsWith': async (argument, selected) => {
        const { getCredentialsWith } = await import('./getCredentialsWith.ts');
        await getCredentialsWith(await withAzure(), argument, selected);
      },
      'aksEntra.createPipelineKubeconfig': async (argument) => {
        const { createPipelineKubeconfig } = await import('./createPipelineKubeconfig.ts');
        await createPipelineKubeconfig(await withAzure(), argument);
      },
      'aksEntra.showFailures': async (argument) => {
        const { showFailures } = await import('./showFailures.ts');
        await showFailures(ports.previews, argument);
      },
    },
    disposables: [],
  };
}
