import path from 'node:path';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { pluginContexts, type PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import { readContexts } from '../../core/kubeconfig/readContexts.ts';
import type { KubeconfigFile, KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';

type Reader = Pick<KubeconfigStore, 'read'>;

/**
 * The contexts of a KUBECONFIG list that sign in through our plugin, as the broker will know their clusters: with the
 * certificates that stand in files of their own. One whose file cannot be read is known without them.
 *
 * @param only the names that are looked at; absent: all
 * @throws AksEntraError kubeconfigInvalid
 */
export async function pluginContextsOf(
  kubeconfigs: Reader,
  files: readonly KubeconfigFile[],
  only?: readonly string[],
): Promise<PluginContext[]> {
  const texts = files.map(({ text }) => text);
  const names = only ?? readContexts(texts).contexts.map(({ contextName }) => contextName);
  const contexts: PluginContext[] = [];
  for (const context of pluginContexts(texts, names)) {
    contexts.push(
      await withCertificates(kubeconfigs, context, files).catch((error: unknown) => unread(context, error)),
    );
  }
  return contexts;
}

/**
 * kubectl tells the plugin what is in the file, not its name.
 *
 * @param files that the context was read from
 * @throws AksEntraError kubeconfigUnreadable, kubeconfigNotUtf8
 */
export async function withCertificates(
  kubeconfigs: Reader,
  context: PluginContext,
  files: readonly Pick<KubeconfigFile, 'path'>[],
): Promise<PluginContext> {
  const { cluster, certificateAuthorityFile, fileIndex } = context;
  if (certificateAuthorityFile === undefined || certificateAuthorityFile === '') {
    return context;
  }
  const folder = path.dirname(files[fileIndex]?.path ?? '');
  const text = await kubeconfigs.read(path.resolve(folder, certificateAuthorityFile));
  if (text === undefined) {
    return context;
  }
  const certificateAuthorityData = Buffer.from(text).toString('base64');
  return { ...context, cluster: { ...cluster, certificateAuthorityData }, certificateAuthorityFile: undefined };
}

/** kubectl cannot read it either. */
function unread(context: PluginContext, error: unknown): PluginContext {
  if (error instanceof AksEntraError) {
    return context;
  }
  throw error;
}
