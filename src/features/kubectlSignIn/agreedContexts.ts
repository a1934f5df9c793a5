import { canBeListed } from '../../core/credentialPlugin/listedCluster.ts';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import { leadsToOneOf } from './keyContexts.ts';

/**
 * Of the contexts that a change leads to our plugin, those that may get tokens, and those that first have to be asked
 * about: what shares a user with a chosen context may stand in somebody else's file and lead to a cluster of his. One that
 * leads to a port of this machine where nobody can tell who answers gets none.
 *
 * @param chosen those that the user agreed to, with their clusters
 * @param others that change too
 */
export async function agreedContexts(
  kubectlSignIn: Pick<KubectlSignIn, 'contextKeys'>,
  chosen: readonly PluginContext[],
  others: readonly PluginContext[],
): Promise<{ readonly agreed: readonly PluginContext[]; readonly unknown: readonly PluginContext[] }> {
  if (others.length === 0) {
    return { agreed: chosen, unknown: [] };
  }
  const clusters = [...(await kubectlSignIn.contextKeys()).trusted, ...chosen.map(({ cluster }) => cluster)];
  const { known = [], unknown = [] } = Object.groupBy(others, (context) =>
    leadsToOneOf(clusters, context) ? 'known' : 'unknown',
  );
  return { agreed: [...chosen, ...known], unknown: unknown.filter(({ cluster }) => canBeListed(cluster)) };
}
