import { l10n } from '../../core/l10n.ts';
import { printableLine } from '../../core/printable.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';

/**
 * Shows what a message about many clusters leaves out.
 *
 * @param argument a sentence for each
 */
export async function showFailures(previews: PreviewDocuments, argument: unknown): Promise<void> {
  const sentences: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const lines = sentences.flatMap((each) => (typeof each === 'string' ? [`- ${printableLine(withTilde(each))}`] : []));
  if (lines.length > 0) {
    const heading = l10n`# Clusters that gave no credential`;
    await previews.show(l10n`Clusters without credential`, `${heading}\n\n${lines.join('\n')}\n`, 'md');
  }
}
