import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { redactSecrets } from '../redactSecrets.ts';
import type { CheckRow, Checks } from './checkRow.ts';
import { outcomeText, stateText } from './checkTexts.ts';

/** The checks as a Markdown text for a ticket: with nothing secret, whatever a program or a service said. */
export function checkReport(checks: Pick<Checks, 'title' | 'facts'>, rows: readonly CheckRow[]): string {
  const lines = [
    `# ${asText(checks.title)}`,
    '',
    outcomeText(rows),
    '',
    ...checks.facts().map(([label, value]) => `- ${asText(label)}: ${asText(value)}`),
    '',
    `## ${l10n`Checks`}`,
    '',
    ...rows.flatMap((row) => rowLines(row, '')),
    '',
  ];
  return lines.join('\n');
}

function rowLines({ title, state, summary, details = [], rows = [] }: CheckRow, indent: string): string[] {
  const behind = summary === undefined ? '' : ` – ${asText(summary)}`;
  return [
    `${indent}- **${stateText(state)}:** ${asText(title)}${behind}`,
    ...details.map((detail) => `${indent}  - ${asText(detail)}`),
    ...rows.flatMap((row) => rowLines(row, `${indent}  `)),
  ];
}

/** In one line, and no Markdown of its own: what a name of a cluster or file says never becomes a link or an image. */
function asText(text: string): string {
  return printable(redactSecrets(text).replaceAll(/\s+/g, ' ').trim()).replaceAll(/[\\`*_[\]<>|!#]/g, '\\$&');
}
