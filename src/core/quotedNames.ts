import { l10n } from './l10n.ts';
import { printable } from './printable.ts';

/**
 * A name as part of a sentence: “a”. It may come from a foreign file, so it is cleaned, and cannot end its quotation marks
 * to go on as if it were our words, with another server behind it.
 */
export function quotedName(name: string): string {
  // eslint-disable-next-line no-restricted-syntax -- The one place that puts a name between quotation marks.
  return `“${printable(name).replaceAll(/[“”„‟]/g, '"')}”`;
}

/** Several names as part of a sentence, each cleaned: “a”, “b” and “c”. */
export function quotedNames(names: readonly string[]): string {
  const quoted = names.map(quotedName);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : l10n`${quoted.join(', ')} and ${last}`;
}
