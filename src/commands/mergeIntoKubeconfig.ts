import * as vscode from 'vscode';
import type { Cluster } from '../core/azure/cluster.ts';
import type { KubeconfigCredential } from '../core/kubeconfig/credential.ts';
import type { KubeconfigStore, WriteReceipt } from '../core/kubeconfig/kubeconfigStore.ts';
import type { MergePlan, MergeRequest } from '../core/kubeconfig/planMerge.ts';
import type { Logger } from '../core/logger.ts';
import { resolveConflict } from '../ui/credentialPrompts.ts';
import { runAndReport } from '../ui/errorNotification.ts';
import { withProgress } from '../ui/withProgress.ts';

interface MergePorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly logger: Logger;
}

/** Merges a credential into the kubeconfig, asking on conflicts, and tells the result with a way back. */
export async function mergeIntoKubeconfig(
  ports: MergePorts,
  cluster: Cluster,
  credential: KubeconfigCredential,
): Promise<void> {
  const path = await ports.kubeconfigs.writePath();
  const { plan, receipt } = await mergeAsking(ports.kubeconfigs, path, {
    credential,
    metadata: {
      clusterId: cluster.id,
      ...(credential.entra?.login === undefined ? {} : { loginMode: credential.entra.login }),
    },
    setCurrentContext: true,
  });
  ports.logger.info(`Merged the credential of ${cluster.id} into ${path}: ${receipt.kind}`);
  void tellResult(ports, plan, receipt);
}

/** Plans under the lock each time, so that what is asked about and what is written are the same file. */
async function mergeAsking(
  kubeconfigs: KubeconfigStore,
  path: string,
  request: Omit<MergeRequest, 'text' | 'onConflict'>,
): Promise<{ plan: MergePlan; receipt: WriteReceipt }> {
  const { planMerge } = await import('../core/kubeconfig/planMerge.ts');
  let onConflict: MergeRequest['onConflict'] = 'ask';
  for (;;) {
    const { plan, receipt } = await withProgress(`Writing ${path}`, async (signal) => {
      let made: MergePlan | undefined;
      const written = await kubeconfigs.update(
        path,
        (text) => {
          made = planMerge({ ...request, text, onConflict });
          return made.kind === 'changed' ? made.text : undefined;
        },
        { signal },
      );
      if (made === undefined) {
        throw new TypeError('A kubeconfig update ended without a plan.');
      }
      return { plan: made, receipt: written };
    });
    if (plan.kind !== 'conflict') {
      return { plan, receipt };
    }
    onConflict = await resolveConflict({
      path,
      entries: plan.conflicts.map(({ section, name }) => `${section}: ${name}`),
      keepBothName: plan.keepBothName,
    });
  }
}

async function tellResult(ports: MergePorts, plan: MergePlan, receipt: WriteReceipt): Promise<void> {
  const open = 'Open Kubeconfig';
  const undo = 'Undo';
  const message =
    receipt.kind === 'unchanged'
      ? `${receipt.path} already has this credential for “${plan.contextName}”; nothing was changed.`
      : `kubectl now uses the context “${plan.contextName}” (${receipt.path}).`;
  const buttons = receipt.kind === 'unchanged' ? [open] : [open, undo];
  const chosen = await vscode.window.showInformationMessage(message, ...buttons);
  await runAndReport(ports.logger, 'After Get AKS credentials', async () => {
    if (chosen === open) {
      await vscode.window.showTextDocument(vscode.Uri.file(receipt.path));
    } else if (chosen === undo) {
      await ports.kubeconfigs.undo(receipt);
      void vscode.window.showInformationMessage(`${receipt.path} is as it was before.`);
    }
  });
}
