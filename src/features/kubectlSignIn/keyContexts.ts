import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import { planKeys, type KeyPlan } from '../../core/credentialPlugin/keyedContexts.ts';
import { type ClusterAccess, isSameAccess } from '../../core/credentialPlugin/trustedCluster.ts';
import type { PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';

/**
 * Gives contexts of our plugin the keys of their clusters, in texts that are not written yet. Others that share a user
 * with one of them go on sharing it where they lead to the same cluster, or to another one that is trusted.
 *
 * @param texts of a KUBECONFIG list as it is to be
 * @param all its contexts of our plugin
 * @param chosen those of them that get a key
 * @throws AksEntraError as `planKeys` and `KubectlSignIn`
 */
export async function keyContexts(
  kubectlSignIn: Pick<KubectlSignIn, 'start' | 'contextKeys'>,
  texts: readonly string[],
  all: readonly PluginContext[],
  chosen: readonly PluginContext[],
): Promise<KeyPlan> {
  if (chosen.length === 0) {
    return { texts, contextNames: [] };
  }
  const known = await kubectlSignIn.contextKeys();
  const leadingTo = [...known.trusted, ...chosen.map(({ cluster }) => cluster)];
  const userNames = new Set(chosen.map(({ userName }) => userName));
  const keyed = all.filter(
    (context) => chosen.includes(context) || (userNames.has(context.userName) && leadsToOneOf(leadingTo, context)),
  );
  const keys = new Map(keyed.map(({ contextName, cluster }) => [contextName, known.keyOf(cluster)]));
  return planKeys(texts, await kubectlSignIn.start(), keys);
}

export function leadsToOneOf(clusters: readonly ClusterAccess[], { cluster }: Pick<PluginContext, 'cluster'>): boolean {
  return clusters.some((each) => isSameAccess(each, cluster));
}
