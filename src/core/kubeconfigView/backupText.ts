import { l10n } from '../l10n.ts';
import { quotedNames } from '../quotedNames.ts';
import { contextNamesIn } from './renameInFiles.ts';

const namedAtMost = 4;

/**
 * What a restore of a backup would do to the contexts of its file, in a few words: "brings back “a”; removes “b”".
 *
 * @param then the backup's text
 * @param now the file's; undefined where it cannot be read
 */
export function backupText(then: string, now: string | undefined): string {
  const wanted = namesIn(then);
  if (wanted === undefined) {
    return l10n`kubectl cannot read it`;
  }
  const present = now === undefined ? undefined : namesIn(now);
  if (present === undefined) {
    return wanted.length === 1 ? l10n`1 context` : l10n`${wanted.length} contexts`;
  }
  const back = wanted.filter((name) => !present.includes(name));
  const gone = present.filter((name) => !wanted.includes(name));
  const parts = [
    ...(back.length > 0 ? [l10n`brings back ${someOf(back)}`] : []),
    ...(gone.length > 0 ? [l10n`removes ${someOf(gone)}`] : []),
  ];
  return parts.length > 0 ? parts.join('; ') : then === now ? l10n`same as now` : l10n`same contexts, other content`;
}

/** @returns undefined for a text that kubectl cannot read */
function namesIn(text: string): string[] | undefined {
  try {
    return contextNamesIn([text]);
  } catch {
    return undefined;
  }
}

function someOf(names: readonly string[]): string {
  return names.length <= namedAtMost ? quotedNames(names) : l10n`${names.length} contexts`;
}
