import path from 'node:path';
import type { KubectlSignIn, Undo } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { TrustedCluster } from '../../core/credentialPlugin/trustedCluster.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { reachesClusterOf, pluginContexts, type PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import type { Logger } from '../../core/logger.ts';
import { printable } from '../../core/printable.ts';

interface TrustPorts {
  readonly kubeconfigs: Pick<KubeconfigStore, 'read'>;
  readonly kubectlSignIn: Pick<KubectlSignIn, 'trust'>;
}

/**
 * Lets kubectl have tokens for contexts of our plugin, as the user has just agreed to: what another program makes of the
 * kubeconfig meanwhile was not asked about.
 *
 * @param paths the kubeconfigs that the contexts were read from
 */
export async function trustContexts(
  { kubeconfigs, kubectlSignIn }: TrustPorts,
  contexts: readonly PluginContext[],
  paths: readonly string[],
): Promise<Undo> {
  if (contexts.length === 0) {
    return () => Promise.resolve();
  }
  const clusters: TrustedCluster[] = [];
  for (const context of contexts) {
    clusters.push(await withCertificates(kubeconfigs, context, path.dirname(paths[context.fileIndex] ?? '')));
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
 */
export async function trustFetchedContexts(
  ports: TrustPorts & { readonly logger: Logger },
  merged: ReadonlyMap<string, Pick<KubeconfigCredential, 'cluster'>>,
  { files, texts }: KubeconfigSnapshot,
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
  return trustContexts(
    ports,
    contexts,
    files.map((each) => each.path),
  );
}

/** kubectl tells the plugin what is in the file, not its name. */
async function withCertificates(
  kubeconfigs: Pick<KubeconfigStore, 'read'>,
  { cluster, certificateAuthorityFile }: PluginContext,
  folder: string,
): Promise<TrustedCluster> {
  if (certificateAuthorityFile === undefined || certificateAuthorityFile === '') {
    return cluster;
  }
  const text = await kubeconfigs.read(path.resolve(folder, certificateAuthorityFile));
  return text === undefined ? cluster : { ...cluster, certificateAuthorityData: Buffer.from(text).toString('base64') };
}
