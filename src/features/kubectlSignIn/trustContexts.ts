import type { KubectlSignIn, Undo } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { ClusterAccess } from '../../core/credentialPlugin/trustedCluster.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { KubeconfigFile, KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { reachesClusterOf, pluginContexts, type PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import type { Logger } from '../../core/logger.ts';
import { printable } from '../../core/printable.ts';
import { forgetClusters } from './forgetClusters.ts';
import { withCertificates } from './pluginContextsOf.ts';

interface TrustPorts {
  readonly kubeconfigs: Pick<KubeconfigStore, 'read'>;
  readonly kubectlSignIn: Pick<KubectlSignIn, 'trust'>;
}

/**
 * Lets kubectl have tokens for contexts of our plugin, as the user has just agreed to: what another program makes of the
 * kubeconfig meanwhile was not asked about.
 *
 * @param files the kubeconfigs that the contexts were read from
 */
export async function trustContexts(
  { kubeconfigs, kubectlSignIn }: TrustPorts,
  contexts: readonly PluginContext[],
  files: readonly Pick<KubeconfigFile, 'path'>[],
): Promise<Undo> {
  if (contexts.length === 0) {
    return () => Promise.resolve();
  }
  const clusters: ClusterAccess[] = [];
  for (const context of contexts) {
    clusters.push((await withCertificates(kubeconfigs, context, files)).cluster);
  }
  return kubectlSignIn.trust(clusters);
}

/**
 * The same, unasked, for credentials that Azure has just handed out and that were merged: where their contexts lead to
 * those clusters, through the proxy and with the TLS name that the user gave them.
 *
 * @param merged the credential of each context
 * @param kubeconfigs as they were read before the merge, with what it wrote: a program that leads a context elsewhere
 *   since then gets no token for it
 * @param before as they were: what they led to, and lead to no more, is forgotten
 */
export async function trustFetchedContexts(
  ports: TrustPorts & { readonly kubectlSignIn: Pick<KubectlSignIn, 'forget'>; readonly logger: Logger },
  merged: ReadonlyMap<string, Pick<KubeconfigCredential, 'cluster'>>,
  { files, texts, isListed }: KubeconfigSnapshot,
  before: KubeconfigSnapshot,
): Promise<Undo> {
  const contexts = pluginContexts(texts, [...merged.keys()]).filter((context) => {
    const credential = merged.get(context.contextName);
    const isTrusted = credential !== undefined && reachesClusterOf(context, credential);
    if (!isTrusted) {
      ports.logger.warn(
        `${printable(context.contextName)} gets no token: another kubeconfig leads it to another cluster.`,
      );
    }
    return isTrusted;
  });
  const distrust = await trustContexts(ports, contexts, files);
  // A context that was there may have been overwritten. A file beside the list says nothing of what the list leads to.
  if (!isListed) {
    return distrust;
  }
  try {
    const remember = await forgetClusters(ports, before.files, files);
    return async () => {
      await remember();
      await distrust();
    };
  } catch (error) {
    await distrust();
    throw error;
  }
}
