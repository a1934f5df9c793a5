import type { ClusterCredentials } from '../../core/clusters/clusterCredentials.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { GetCredentialsPorts } from './getCredentials.ts';

interface CredentialsPorts extends Omit<GetCredentialsPorts, 'clusterCredentials'> {
  /** It loads when a credential is fetched. */
  readonly clusterCredentials: () => Promise<ClusterCredentials>;
}

/** From a cluster in Azure to its entry in the kubeconfig. */
export function credentialsCommands(
  ports: CredentialsPorts,
): Room<'aksEntra.getCredentials' | 'aksEntra.createPipelineKubeconfig'> {
  return {
    commands: {
      'aksEntra.getCredentials': async (argument, selected) => {
        const { getCredentials } = await import('./getCredentials.ts');
        await getCredentials({ ...ports, clusterCredentials: await ports.clusterCredentials() }, argument, selected);
      },
      'aksEntra.createPipelineKubeconfig': async (argument) => {
        const { createPipelineKubeconfig } = await import('./createPipelineKubeconfig.ts');
        await createPipelineKubeconfig({ ...ports, clusterCredentials: await ports.clusterCredentials() }, argument);
      },
    },
    disposables: [],
  };
}
