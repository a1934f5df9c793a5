import type { LoginReset } from '../../core/conversion/loginResets.ts';
import { l10n } from '../../core/l10n.ts';
import type { WrittenContext } from '../../core/merge/writtenContexts.ts';
import { quotedName, quotedNames } from '../../core/quotedNames.ts';

/** A notification with one button that puts something right and one that leaves it. */
interface GuardQuestion {
  readonly message: string;
  readonly putRight: string;
  readonly leave: string;
}

/** About contexts that another program dropped. */
export function questionAboutLost(lost: readonly Pick<WrittenContext, 'contextName' | 'path'>[]): GuardQuestion {
  const isOne = lost.length === 1;
  const names = quotedNames(lost.map(({ contextName }) => contextName));
  const paths = [...new Set(lost.map(({ path }) => path))].join(l10n` and `);
  return {
    message: l10n`${names} ${isOne ? 'is' : 'are'} no longer in ${paths}: another program rewrote the file and dropped ${isOne ? 'it' : 'them'}.`,
    putRight: isOne ? l10n`Add It Again` : l10n`Add Them Again`,
    leave: isOne ? l10n`It’s Fine` : l10n`That’s Fine`,
  };
}

/** What was done about them. @param current the current context, where there is one */
export function sentenceAboutAdded(names: readonly string[], current: string | undefined): string {
  const rest = current === undefined ? '' : l10n` kubectl uses ${quotedName(current)}.`;
  return l10n`${quotedNames(names)} ${names.length === 1 ? 'is' : 'are'} there again.${rest}`;
}

/** About login modes that another tool set back. */
export function questionAboutResets(
  resets: readonly Pick<LoginReset, 'contextName' | 'chosen' | 'present'>[],
): GuardQuestion {
  const [first] = resets;
  const changes = [...Map.groupBy(resets, ({ chosen, present }) => l10n`from ${chosen} to ${present}`)].map(
    ([change, group]) => l10n`${quotedNames(group.map(({ contextName }) => contextName))} back ${change}`,
  );
  return {
    message: l10n`az or another tool set ${changes.join(l10n`, and `)}.`,
    putRight: l10n`Set Back`,
    leave: resets.length === 1 && first !== undefined ? l10n`Keep ${first.present}` : l10n`Keep as They Are`,
  };
}
