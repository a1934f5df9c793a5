import type { SeenCluster } from '../clusters/seenCluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { postureCounts } from './postureCounts.ts';
import type { PostureReport } from './postureReport.ts';
import { factsLine, levelText, placeLine } from './postureTexts.ts';
import type { Mend } from './risks.ts';

/** What a link does: it mends a risk of a cluster, or has to do with the report as a whole. */
type LinkAction =
  | { readonly kind: 'mend'; readonly mend: Mend; readonly seen: SeenCluster }
  | { readonly kind: 'export' | 'checkAgain' };

/** A piece of the document’s text that does something. Lines and columns are counted from 0. */
export interface PostureLink {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly action: LinkAction;
}

/** The report as a Markdown text, and where in it something can be done. */
export interface PostureDocument {
  readonly text: string;
  readonly links: readonly PostureLink[];
}

/**
 * Counts first, then the clusters with the riskiest on top, then what was not checked.
 *
 * @param titleOf what mends a risk, as it stands behind the risk
 */
export function postureDocument(report: PostureReport, titleOf: (mend: Mend) => string): PostureDocument {
  const { checked, unchecked, gaps, groupNames } = report;
  const lines: string[] = [];
  const links: PostureLink[] = [];
  /** Puts a text that does something behind the last line. */
  const link = (before: string, title: string, action: LinkAction): void => {
    const line = lines.length - 1;
    const start = (lines[line] ?? '').length + before.length;
    lines[line] = `${lines[line] ?? ''}${before}${title}`;
    links.push({ line, start, end: start + title.length, title, action });
  };
  const total = checked.length + unchecked.length;
  lines.push(
    `# ${total === 1 ? l10n`Entra posture of 1 cluster` : l10n`Entra posture of ${total} clusters`}`,
    '',
    l10n`Read on ${new Date(report.madeAtMs).toLocaleString()} as ${printable(report.accountLabels.join(', '))}. Reading changed nothing.`,
    '',
    '',
  );
  link('', l10n`Check Again`, { kind: 'checkAgain' });
  link(' · ', l10n`Export as CSV…`, { kind: 'export' });
  lines.push('', `## ${l10n`Counts`}`, '', ...postureCounts(report).map((line) => `- ${line}`), '');
  for (const { posture, risks } of checked) {
    const { cluster, seen } = posture;
    lines.push(`## ${printable(cluster.name)}`, '', placeLine(posture), '');
    for (const { level, sentence, mend } of risks) {
      lines.push(`- **${levelText(level)}:** ${sentence}`);
      link(' → ', titleOf(mend), { kind: 'mend', mend, seen });
    }
    if (risks.length === 0) {
      lines.push(l10n`None of the risks that this report looks for.`);
    }
    lines.push('', factsLine(posture, groupNames), '');
  }
  if (unchecked.length > 0 || gaps.length > 0) {
    lines.push(`## ${l10n`Not checked`}`, '');
    lines.push(
      ...unchecked.map(({ seen, error }) => `- **${printable(seen.cluster.name)}**: ${inOneLine(error.message)}`),
      ...gaps.map((gap) => `- ${inOneLine(gap)}`),
      '',
    );
  }
  return { text: lines.join('\n'), links };
}

function inOneLine(text: string): string {
  return printable(text.replaceAll(/\s+/g, ' ').trim());
}
