import type { ContextKeys, KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import { isSameEntry, type TrustedCluster } from '../../core/credentialPlugin/trustedCluster.ts';
import { pluginContexts, type PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import { planUnguessableNames } from '../../core/credentialPlugin/unguessableNames.ts';
import type { KubeconfigFile, KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { NameEntries } from '../../core/merge/nameEntries.ts';
import { pluginContextsOf } from './pluginContextsOf.ts';

/** Those of some contexts that programs may use which name no cluster. */
function allowedAmong(
  contexts: readonly PluginContext[],
  trusted: readonly TrustedCluster[],
): readonly PluginContext[] {
  const allowed = trusted.filter(({ consent }) => consent !== undefined);
  return contexts.filter(({ cluster }) => allowed.some((each) => isSameEntry(each, cluster)));
}

/** Texts of a KUBECONFIG list in which the entries of such contexts, among the given ones, have unguessable names. */
export function withUnguessableNames(
  texts: readonly string[],
  contexts: readonly PluginContext[],
  keys: ContextKeys,
  present?: 'keep' | 'renew',
): readonly string[] {
  const names = allowedAmong(contexts, keys.trusted).map(({ contextName }) => contextName);
  return planUnguessableNames(texts, names, () => keys.newKey(), present);
}

/**
 * Gives the entries of such contexts unguessable names, where a merge made others. Those that stood there under the
 * cluster's key are ours and stay; under none or another one, somebody else may have chosen them.
 */
export async function entryNames(kubectlSignIn: Pick<KubectlSignIn, 'contextKeys'>): Promise<NameEntries> {
  const keys = await kubectlSignIn.contextKeys();
  return (texts, contextNames, before) => {
    const had = before === undefined ? undefined : pluginContexts(before, contextNames);
    return withNamesByKey(texts, pluginContexts(texts, contextNames), keys, had);
  };
}

/**
 * As `withUnguessableNames`.
 *
 * @param before the contexts of our plugin as they were; undefined: the names that stand there are ours
 */
export function withNamesByKey(
  texts: readonly string[],
  contexts: readonly PluginContext[],
  keys: ContextKeys,
  before: readonly PluginContext[] | undefined,
): readonly string[] {
  const keyOf = (context: PluginContext): string | undefined =>
    keys.trusted.find((each) => isSameEntry(each, context.cluster))?.key;
  const hadKey = (context: PluginContext): boolean =>
    before === undefined ||
    before.some((each) => each.contextName === context.contextName && each.key === keyOf(context));
  const { kept = [], renewed = [] } = Object.groupBy(contexts, (each) => (hadKey(each) ? 'kept' : 'renewed'));
  return withUnguessableNames(withUnguessableNames(texts, renewed, keys, 'renew'), kept, keys);
}

interface StopPorts {
  readonly kubeconfigs: Pick<KubeconfigStore, 'read'>;
  readonly kubectlSignIn: Pick<KubectlSignIn, 'contextKeys' | 'setConsent'>;
}

/**
 * Takes back what programs may do that name no cluster, where a restored backup gives the entries of such contexts names
 * that can be guessed, or those of a former consent, which may have been seen since.
 *
 * @param before the KUBECONFIG list as it was
 * @param files the same as it is now
 */
export async function stopWhereRenamed(
  { kubeconfigs, kubectlSignIn }: StopPorts,
  before: readonly KubeconfigFile[],
  files: readonly KubeconfigFile[],
): Promise<void> {
  const contexts = await pluginContextsOf(kubeconfigs, files);
  if (contexts.length === 0) {
    return;
  }
  const keys = await kubectlSignIn.contextKeys();
  const allowed = keys.trusted.filter(({ consent }) => consent !== undefined);
  const texts = files.map(({ text }) => text);
  const former = new Map(
    (await pluginContextsOf(kubeconfigs, before)).map((each) => [each.contextName, each.userName]),
  );
  for (const [key, ways] of Map.groupBy(allowed, (way) => way.key)) {
    const ofEntry = allowedAmong(contexts, ways);
    const names = ofEntry.map(({ contextName }) => contextName);
    const named = planUnguessableNames(texts, names, () => keys.newKey());
    const isRenamed = ofEntry.some(({ contextName, userName }) => former.get(contextName) !== userName);
    if (isRenamed || named.some((text, index) => text !== texts[index])) {
      await kubectlSignIn.setConsent(key, undefined);
    }
  }
}
