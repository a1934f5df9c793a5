import path from 'node:path';
import type { KubectlSignIn } from '../core/credential/kubectlSignIn.ts';
import type { TrustedCluster } from '../core/credential/trustedCluster.ts';
import type { KubeconfigStore } from '../core/kubeconfig/kubeconfigStore.ts';
import { pluginContexts, type PluginContext } from '../core/kubeconfig/trustedContexts.ts';

interface TrustPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly kubectlSignIn: Pick<KubectlSignIn, 'trust'>;
}

/**
 * Lets kubectl have tokens for contexts of our plugin, as they stand in the kubeconfig now: with the proxy and the TLS
 * name that the user gave them.
 *
 * @param file where the contexts are, where kubectl does not read it by itself
 */
export async function trustContexts(
  { kubeconfigs, kubectlSignIn }: TrustPorts,
  contextNames: readonly string[],
  file?: string,
): Promise<void> {
  const files =
    file === undefined || kubeconfigs.paths().includes(file)
      ? await kubeconfigs.readAll()
      : [{ path: file, text: (await kubeconfigs.read(file)) ?? '' }];
  const contexts = pluginContexts(
    files.map(({ text }) => text),
    contextNames,
  );
  if (contexts.length === 0) return;
  const clusters: TrustedCluster[] = [];
  for (const context of contexts) {
    clusters.push(await withCertificates(kubeconfigs, context, path.dirname(files[context.fileIndex]?.path ?? '')));
  }
  await kubectlSignIn.trust(clusters);
}

/** kubectl tells the plugin what is in the file, not its name. */
async function withCertificates(
  kubeconfigs: Pick<KubeconfigStore, 'read'>,
  { cluster, certificateAuthorityFile }: PluginContext,
  folder: string,
): Promise<TrustedCluster> {
  if (certificateAuthorityFile === undefined || certificateAuthorityFile === '') return cluster;
  const text = await kubeconfigs.read(path.resolve(folder, certificateAuthorityFile));
  return text === undefined ? cluster : { ...cluster, certificateAuthorityData: Buffer.from(text).toString('base64') };
}
