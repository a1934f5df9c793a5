import type { AksEntraContext } from '../../../api.d.ts';
import { hostOf } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { KubeconfigFacts } from '../../core/kubeconfig/readContexts.ts';

/** The contexts as other extensions get them: a new list for each of them, and nothing that signs in. */
export function apiContexts({ contexts, current }: Pick<KubeconfigFacts, 'contexts' | 'current'>): AksEntraContext[] {
  return contexts.map(({ contextName, clusterName, server, namespace, metadata, entra }) => {
    const optional = {
      serverHost: hostOf(server),
      namespace,
      clusterId: metadata?.clusterId,
      loginMode: entra?.login,
      tenantId: entra?.tenantId,
    };
    const present = Object.entries(optional).filter(([, value]) => value !== undefined);
    return {
      name: contextName,
      isCurrent: contextName === current?.contextName,
      clusterName,
      ...(Object.fromEntries(present) as Partial<AksEntraContext>),
    };
  });
}
