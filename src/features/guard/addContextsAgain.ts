import type { WriteReceipt } from '../../core/kubeconfig/kubeconfigStore.ts';
import { l10n } from '../../core/l10n.ts';
import type { WrittenContext } from '../../core/merge/writtenContexts.ts';
import { printable } from '../../core/printable.ts';
import { sentenceAboutAdded } from './guardQuestions.ts';
import { notifyWritten, type KubeconfigPorts } from '../kubeconfig/kubeconfigWriting.ts';
import { mergeAsking } from '../kubeconfig/mergeAsking.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';

/**
 * Merges lost contexts once more. The current context stays, unless there is none: where kubectl points now may have
 * been chosen meanwhile.
 */
export async function addContextsAgain(ports: KubeconfigPorts, lost: readonly WrittenContext[]): Promise<void> {
  const names: string[] = [];
  const receipts: WriteReceipt[] = [];
  let kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  try {
    for (const [path, group] of Map.groupBy(lost, (context) => context.path)) {
      const credentials = group.map(({ contextName, credential, metadata = {} }) => ({
        contextName,
        credential,
        metadata,
      }));
      const current = kubeconfigs.facts.current === undefined ? credentials[0] : undefined;
      const merged = await mergeAsking(ports, { path, currentPath: path }, { credentials, current, beside: [] });
      kubeconfigs = kubeconfigs.withWritten(merged.written);
      ports.logger.info(`Added ${merged.contextNames.map(printable).join(', ')} to ${path} again`);
      names.push(...merged.contextNames);
      receipts.push(...merged.receipts);
    }
  } finally {
    // A conflict that the user left open keeps those before it.
    if (names.length > 0) {
      notifyWritten(
        ports,
        l10n`Adding a context again`,
        receipts,
        sentenceAboutAdded(names, kubeconfigs.facts.currentContext),
      );
    }
  }
}
