import type { CurrentContext } from '../entra/tokenTarget.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';

/** Where no token of VS Code's decides about kubectl's Forbidden: why, and where to look. */
export function forbiddenWithoutToken(context: Pick<CurrentContext, 'contextName'> | undefined): string {
  return l10n`${whyNoToken(context)} No token that VS Code could renew decides here: look at the user that kubectl’s message names, and at its roles in the cluster.`;
}

/** Where the user wants a new token and kubectl gets none from VS Code. */
export function noTokenToRenew(context: Pick<CurrentContext, 'contextName'> | undefined): string {
  return l10n`${whyNoToken(context)} There is no token that VS Code could renew.`;
}

/** The same for a cluster of the tree. @param name cleaned */
export function noTokenToRenewFor(name: string): string {
  return l10n`As the kubeconfig is now, kubectl gets no token for ${name} from VS Code. There is none that VS Code could renew.`;
}

function whyNoToken(context: Pick<CurrentContext, 'contextName'> | undefined): string {
  return context === undefined
    ? l10n`kubectl has no current context.`
    : l10n`kubectl’s current context ${quotedName(context.contextName)} does not get its token from VS Code.`;
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
