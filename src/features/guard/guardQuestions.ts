import type { LoginReset } from '../../core/conversion/loginResets.ts';
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
  const paths = [...new Set(lost.map(({ path }) => path))].join(' and ');
  return {
    message:
      `${names} ${isOne ? 'is' : 'are'} no longer in ${paths}: another program rewrote the file and dropped ` +
      `${isOne ? 'it' : 'them'}.`,
    putRight: isOne ? 'Add It Again' : 'Add Them Again',
    leave: isOne ? 'It’s Fine' : 'That’s Fine',
  };
}

/** What was done about them. @param current the current context, where there is one */
export function sentenceAboutAdded(names: readonly string[], current: string | undefined): string {
  const rest = current === undefined ? '' : ` kubectl uses ${quotedName(current)}.`;
  return `${quotedNames(names)} ${names.length === 1 ? 'is' : 'are'} there again.${rest}`;
}

/** About login modes that another tool set back. */
export function questionAboutResets(
  resets: readonly Pick<LoginReset, 'contextName' | 'chosen' | 'present'>[],
): GuardQuestion {
  const [first] = resets;
  const changes = [...Map.groupBy(resets, ({ chosen, present }) => `from ${chosen} to ${present}`)].map(
    ([change, group]) => `${quotedNames(group.map(({ contextName }) => contextName))} back ${change}`,
  );
  return {
    message: `az or another tool set ${changes.join(', and ')}.`,
    putRight: 'Set Back',
    leave: resets.length === 1 && first !== undefined ? `Keep ${first.present}` : 'Keep as They Are',
  };
}
