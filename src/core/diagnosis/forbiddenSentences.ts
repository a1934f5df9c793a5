import type { CurrentContext } from '../entra/tokenTarget.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';

/** Where no token of VS Code's decides about kubectl's Forbidden: why, and where to look. */
export function forbiddenWithoutToken(context: Pick<CurrentContext, 'contextName'> | undefined): string {
  const what =
    context === undefined
      ? l10n`kubectl has no current context.`
      : l10n`kubectl’s current context ${quotedName(context.contextName)} does not sign in with managed Microsoft Entra ID.`;
  return l10n`${what} No token that VS Code could renew decides here: look at the user that kubectl’s message names, and at its roles in the cluster.`;
}

interface DecidingToken {
  /** What it opens, cleaned. */
  readonly purpose: string;
  readonly accountLabel: string;
  /** What it says, in half a sentence. */
  readonly says: string;
  /** Whether the terminal knows this one context only; in others the current context may have been another. */
  readonly isOwnTerminal: boolean;
}

/** Where a token decides about kubectl's Forbidden: which one, what it says, and what to do. */
export function forbiddenWithToken({ purpose, accountLabel, says, isOwnTerminal }: DecidingToken): string {
  return (
    l10n`${isOwnTerminal ? '' : l10n`kubectl’s current context is `}${purpose}, for ${accountLabel}. ` +
    l10n`The token ${says}. ` +
    l10n`If you joined a group or activated a role after that, refresh the token; else ask for a role or a binding.`
  );
}
