import type { Cluster } from '../core/azure/cluster.ts';
import type { KubeconfigCredential } from '../core/kubeconfig/credential.ts';
import type { KubeconfigStore, WriteReceipt } from '../core/kubeconfig/kubeconfigStore.ts';
import type { MergePlan, MergeRequest } from '../core/kubeconfig/planMerge.ts';
import { currentContextSetting } from '../ui/currentContextSetting.ts';
import { resolveConflict, shouldSwitch } from '../ui/credentialPrompts.ts';
import type { PreviewDocuments } from '../ui/previewDocuments.ts';
import { tellWritten, writeKubeconfig, type KubeconfigPorts } from '../ui/kubeconfigWriting.ts';

export interface MergePorts extends KubeconfigPorts {
  readonly previews: PreviewDocuments;
}

/**
 * Merges a credential into the kubeconfig, asking on conflicts, and tells the result with a way back.
 *
 * @param contextName the name that the user typed
 */
export async function mergeIntoKubeconfig(
  ports: MergePorts,
  cluster: Cluster,
  credential: KubeconfigCredential,
  contextName?: string,
): Promise<void> {
  const path = await ports.kubeconfigs.writePath();
  const kept = await contextToKeep(ports.kubeconfigs, cluster);
  const { plan, receipt } = await mergeAsking(ports, path, {
    credential,
    ...(contextName === undefined ? {} : { contextName }),
    metadata: {
      clusterId: cluster.id,
      ...(credential.entra?.login === undefined ? {} : { loginMode: credential.entra.login }),
    },
    setCurrentContext: kept === undefined,
  });
  ports.logger.info(`Merged the credential of ${cluster.id} into ${path}: ${receipt.kind}`);
  const written =
    kept === undefined
      ? `kubectl now uses the context “${plan.contextName}” (${receipt.path}).`
      : `The context “${plan.contextName}” is in ${receipt.path}; kubectl still uses “${kept}”.`;
  const message =
    receipt.kind === 'unchanged'
      ? `${receipt.path} already has this credential for “${plan.contextName}”; nothing was changed.`
      : written;
  tellWritten(ports, 'Get AKS credentials', [receipt], message);
}

/** The current context that is to stay, by the user's setting or answer; undefined where the new one is to be set. */
async function contextToKeep(kubeconfigs: KubeconfigStore, cluster: Cluster): Promise<string | undefined> {
  const setting = currentContextSetting();
  if (setting === 'set') {
    return undefined;
  }
  const { readContexts } = await import('../core/kubeconfig/readContexts.ts');
  const { currentContext } = readContexts((await kubeconfigs.readAll()).map(({ text }) => text));
  if (currentContext === undefined || setting === 'keep') {
    return currentContext;
  }
  return (await shouldSwitch(cluster, currentContext)) ? undefined : currentContext;
}

/** Plans under the lock each time, so that what is asked about and what is written are the same file. */
export async function mergeAsking(
  ports: MergePorts,
  path: string,
  request: Omit<MergeRequest, 'text' | 'onConflict'>,
): Promise<{ plan: MergePlan; receipt: WriteReceipt }> {
  const { planMerge } = await import('../core/kubeconfig/planMerge.ts');
  let onConflict: MergeRequest['onConflict'] = 'ask';
  for (;;) {
    let plan: MergePlan | undefined;
    const receipt = await writeKubeconfig(ports, path, (text) => {
      plan = planMerge({ ...request, text, onConflict });
      return plan.kind === 'changed' ? plan.text : undefined;
    });
    if (plan === undefined) {
      throw new TypeError('A kubeconfig update ended without a plan.');
    }
    if (plan.kind !== 'conflict') {
      return { plan, receipt };
    }
    onConflict = await resolveConflict(ports.previews, {
      path,
      entries: plan.conflicts,
      keepBothName: plan.keepBothName,
    });
  }
}
