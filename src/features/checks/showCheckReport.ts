import { l10n } from '../../core/l10n.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import type { ChecksView } from './checksView.ts';

/** Shows what was checked as a text to paste into a ticket. */
export async function showCheckReport(previews: PreviewDocuments, view: Pick<ChecksView, 'report'>): Promise<void> {
  const report = view.report();
  if (report !== undefined) {
    await previews.show(l10n`AKS check`, report, 'md');
  }
}
