import type { WriteReceipt } from '../../core/kubeconfig/kubeconfigStore.ts';
import { readContexts } from '../../core/kubeconfig/readContexts.ts';
import type { WrittenContext } from '../../core/merge/writtenContexts.ts';
import { tellWritten } from '../kubeconfig/kubeconfigWriting.ts';
import { printable } from '../../core/printable.ts';
import { sentenceAboutAdded } from './guardQuestions.ts';
import { mergeAsking, type MergePorts } from '../kubeconfig/mergeIntoKubeconfig.ts';

/**
 * Merges lost contexts once more. The current context stays, unless there is none: where kubectl points now may have
 * been chosen meanwhile.
 */
export async function addContextsAgain(ports: MergePorts, lost: readonly WrittenContext[]): Promise<void> {
  const names: string[] = [];
  const receipts: WriteReceipt[] = [];
  try {
    for (const [path, group] of Map.groupBy(lost, (context) => context.path)) {
      const credentials = group.map(({ contextName, credential, metadata = {} }) => ({
        contextName,
        credential,
        metadata,
      }));
      const target = { path, isListed: true, currentPath: path, currentContext: undefined, beside: [] };
      const current = (await currentContext(ports)) === undefined ? credentials[0] : undefined;
      const merged = await mergeAsking(ports, target, { credentials, current });
      const added = merged.plan.contexts.map(({ contextName }) => contextName);
      ports.logger.info(`Added ${added.map(printable).join(', ')} to ${path} again`);
      names.push(...added);
      receipts.push(...merged.receipts);
    }
  } finally {
    // A conflict that the user left open keeps those before it.
    if (names.length > 0) {
      tellWritten(ports, 'Adding a context again', receipts, sentenceAboutAdded(names, await currentContext(ports)));
    }
  }
}

async function currentContext({ kubeconfigs }: MergePorts): Promise<string | undefined> {
  return readContexts((await kubeconfigs.readAll()).map(({ text }) => text)).currentContext;
}
