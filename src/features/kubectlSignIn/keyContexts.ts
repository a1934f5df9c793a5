import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import { planKeys, type KeyPlan } from '../../core/credentialPlugin/keyedContexts.ts';
import { type ClusterAccess, isSameAccess } from '../../core/credentialPlugin/trustedCluster.ts';
import type { PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import { withNamesByKey } from './entryNames.ts';

/**
 * Gives contexts of our plugin the keys of their clusters, in texts that are not written yet. Others that share a user
 * with one of them go on sharing it where they lead to the same cluster, or to another one that is trusted. The entries of
 * those that programs may use which name no cluster have unguessable names afterwards.
 *
 * @param texts of a KUBECONFIG list as it is to be
 * @param all its contexts of our plugin
 * @param chosen those of them that get a key
 * @param before the contexts of our plugin as they stand in the files, where those may come from somebody else: where one
 *   had not its key, whoever wrote it may know the names of its entries, however unguessable they look
 * @throws AksEntraError as `planKeys` and `KubectlSignIn`
 */
export async function keyContexts(
  kubectlSignIn: Pick<KubectlSignIn, 'start' | 'contextKeys'>,
  texts: readonly string[],
  all: readonly PluginContext[],
  chosen: readonly PluginContext[],
  before?: readonly PluginContext[],
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
  const plan = planKeys(texts, await kubectlSignIn.start(), keys);
  return { ...plan, texts: withNamesByKey(plan.texts, keyed, known, before) };
}

export function leadsToOneOf(clusters: readonly ClusterAccess[], { cluster }: Pick<PluginContext, 'cluster'>): boolean {
  return clusters.some((each) => isSameAccess(each, cluster));
}
