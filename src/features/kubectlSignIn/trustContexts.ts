import type { KubectlSignIn, Undo } from '../../core/credentialPlugin/kubectlSignIn.ts';
import { listedCluster } from '../../core/credentialPlugin/listedCluster.ts';
import { type ClusterAccess, isSameAccess } from '../../core/credentialPlugin/trustedCluster.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { KubeconfigFile, KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import {
  asAzureDescribed,
  pluginContexts,
  type PluginContext,
  wayToClusterOf,
} from '../../core/credentialPlugin/trustedContexts.ts';
import { isTunnelTo } from '../../core/credentialPlugin/tunnel.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { printable } from '../../core/printable.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { forgetClusters } from './forgetClusters.ts';
import { withCertificates } from './pluginContextsOf.ts';

interface TrustPorts {
  readonly kubeconfigs: Pick<KubeconfigStore, 'read'>;
  readonly kubectlSignIn: Pick<KubectlSignIn, 'trust' | 'contextKeys'>;
}

interface FetchedPorts extends TrustPorts {
  readonly kubectlSignIn: Pick<KubectlSignIn, 'trust' | 'forget' | 'contextKeys'>;
  readonly logger: Logger;
  /** Asks. */
  readonly mayTrust: (contexts: readonly PluginContext[]) => Promise<boolean>;
}

/** What came of contexts for which credentials were fetched. */
export interface FetchedTrust {
  readonly undo: Undo;
  /** What is to be told with the result. */
  readonly notes: readonly string[];
}

/**
 * Lets kubectl have tokens for contexts of our plugin, as the user has just agreed to: what another program makes of the
 * kubeconfig meanwhile was not asked about.
 *
 * @param files the kubeconfigs that the contexts were read from
 * @throws AksEntraError as `listedCluster` and `KubectlSignIn`
 */
export async function trustContexts(
  { kubeconfigs, kubectlSignIn }: TrustPorts,
  contexts: readonly PluginContext[],
  files: readonly Pick<KubeconfigFile, 'path'>[],
): Promise<Undo> {
  if (contexts.length === 0) {
    return () => Promise.resolve();
  }
  const { trusted } = await kubectlSignIn.contextKeys();
  const clusters: ClusterAccess[] = [];
  for (const context of contexts) {
    const certified = await withCertificates(kubeconfigs, context, files);
    const { cluster } = certified;
    // A tunnel with the other name of an API server is a way to the entry that is there, and makes none of its own.
    const known = trusted.find((each) => isTunnelTo(each, cluster) && isSameAccess(each, cluster));
    clusters.push(known ?? listedCluster(certified));
  }
  return kubectlSignIn.trust(clusters);
}

/**
 * The same, unasked, for credentials that Azure has just handed out and that were merged: where their contexts lead to
 * those clusters, directly or through a tunnel. A proxy or another host's TLS name that stands there from before is asked
 * about, unless the list has it: where the user does not agree, the context stays as it was written, and gets no token.
 *
 * @param merged the credential of each context
 * @param kubeconfigs as they were read before the merge, with what it wrote: a program that leads a context elsewhere
 *   since then gets no token for it
 * @param before as they were: what they led to, and lead to no more, is forgotten
 */
export async function trustFetchedContexts(
  ports: FetchedPorts,
  merged: ReadonlyMap<string, Pick<KubeconfigCredential, 'cluster' | 'otherHost'>>,
  { files, texts, isListed }: KubeconfigSnapshot,
  before: KubeconfigSnapshot,
): Promise<FetchedTrust> {
  const contexts = pluginContexts(texts, [...merged.keys()]);
  const { agreed, declined } = await askAboutSpecialWays(ports, contexts, merged);
  const distrust = await trustContexts(ports, agreed, files);
  const notes = declined.length === 0 ? [] : [tellDeclined(declined)];
  // A context that was there may have been overwritten. A file beside the list says nothing of what the list leads to.
  if (!isListed) {
    return { undo: distrust, notes };
  }
  try {
    const remember = await forgetClusters(ports, before.files, files);
    const undo = async (): Promise<void> => {
      await remember();
      await distrust();
    };
    return { undo, notes };
  } catch (error) {
    await distrust();
    throw error;
  }
}

async function askAboutSpecialWays(
  { kubectlSignIn, logger, mayTrust }: FetchedPorts,
  contexts: readonly PluginContext[],
  merged: ReadonlyMap<string, Pick<KubeconfigCredential, 'cluster' | 'otherHost'>>,
): Promise<{ readonly agreed: readonly PluginContext[]; readonly declined: readonly PluginContext[] }> {
  const groups = Object.groupBy(contexts, (context) => {
    const credential = merged.get(context.contextName);
    return (credential && wayToClusterOf(context, credential)) ?? 'elsewhere';
  });
  const { plainly: plain = [], specially = [], elsewhere = [] } = groups;
  const plainly = plain.map((context) => {
    const credential = merged.get(context.contextName);
    return credential === undefined ? context : asAzureDescribed(context, credential);
  });
  for (const { contextName } of elsewhere) {
    logger.warn(`${printable(contextName)} gets no token: another kubeconfig leads it to another cluster.`);
  }
  if (specially.length === 0) {
    return { agreed: plainly, declined: [] };
  }
  const { trusted } = await kubectlSignIn.contextKeys();
  const { known = [], unknown = [] } = Object.groupBy(specially, ({ cluster }) =>
    trusted.some((each) => isSameAccess(each, cluster)) ? 'known' : 'unknown',
  );
  const isAgreed = unknown.length === 0 || (await mayTrust(unknown));
  return { agreed: [...plainly, ...known, ...(isAgreed ? unknown : [])], declined: isAgreed ? [] : unknown };
}

function tellDeclined(contexts: readonly PluginContext[]): string {
  const names = quotedNames(contexts.map(({ contextName }) => contextName));
  return contexts.length === 1
    ? l10n`${names} gets no token: you did not trust its proxy or TLS server name.`
    : l10n`${names} get no token: you did not trust their proxies or TLS server names.`;
}
