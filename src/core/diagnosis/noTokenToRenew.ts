import type { CurrentContext } from '../entra/tokenTarget.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';

/** Where the user wants a new token and kubectl gets none from VS Code. */
export function noTokenToRenew(context: Pick<CurrentContext, 'contextName'> | undefined): string {
  return l10n`${whyNoToken(context)} There is no token that VS Code could renew.`;
}

/** The same for a cluster of the tree. @param name cleaned */
export function noTokenToRenewFor(name: string): string {
  return l10n`With the kubeconfig as it is now, kubectl gets no token for ${name} from VS Code. There is none that VS Code could renew.`;
}

function whyNoToken(context: Pick<CurrentContext, 'contextName'> | undefined): string {
  return context === undefined
    ? l10n`kubectl has no current context.`
    : l10n`kubectl’s current context ${quotedName(context.contextName)} does not get its token from VS Code.`;
}
