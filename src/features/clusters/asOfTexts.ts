import { l10n } from '../../core/l10n.ts';

/** As of when a row is, in short: the time of day, and the day where that was another one. @param now the time, in ms */
export function asOfText(listedAt: number, now = Date.now()): string {
  return l10n`as of ${timeOf(listedAt, now)}`;
}

/** The same as a sentence. @param now the time, in ms */
export function asOfSentence(listedAt: number, now = Date.now()): string {
  return l10n`As of ${timeOf(listedAt, now)}: it was not listed again since.`;
}

function timeOf(listedAt: number, now: number): string {
  const date = new Date(listedAt);
  const time = date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return date.toDateString() === new Date(now).toDateString() ? time : `${date.toLocaleDateString()}, ${time}`;
}
