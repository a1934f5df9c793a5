import { l10n } from '../l10n.ts';
import { type CheckRow, type CheckState, worstState } from './checkRow.ts';

/** What a screen reader says of a state, and what a report has before each row. */
export function stateText(state: CheckState): string {
  switch (state) {
    case 'waiting':
      return l10n`not yet checked`;
    case 'running':
      return l10n`being checked`;
    case 'ok':
      return l10n`OK`;
    case 'note':
      return l10n`note`;
    case 'warning':
      return l10n`warning`;
    case 'error':
      return l10n`error`;
    case 'skipped':
      return l10n`not checked`;
  }
}

/** What came out of a list in one sentence. */
export function outcomeText(rows: readonly CheckRow[]): string {
  const errors = rows.filter(({ state }) => state === 'error').length;
  const warnings = rows.filter(({ state }) => state === 'warning').length;
  const unchecked = rows.filter(({ state }) => state === 'skipped').length;
  switch (worstState(rows)) {
    case 'waiting':
    case 'running':
      return l10n`Checking…`;
    case 'ok':
    case 'note':
    case 'skipped':
      return unchecked === 0 ? l10n`Everything is in order.` : l10n`Nothing wrong was found; ${unchecked} not checked.`;
    case 'error':
    case 'warning':
      return [
        ...(errors === 0 ? [] : [errors === 1 ? l10n`1 error` : l10n`${errors} errors`]),
        ...(warnings === 0 ? [] : [warnings === 1 ? l10n`1 warning` : l10n`${warnings} warnings`]),
      ].join(', ');
  }
}

/** All that a row says, as one text. */
export function checkSentences({ title, summary, details = [] }: CheckRow): string {
  const finding = summary === undefined ? title : `${title}: ${summary}`;
  return [finding.replace(/[.:]?$/, '.'), ...details].join(' ');
}
