import { aksServerAppId } from '../entra/scopes.ts';
import type { ContextFacts } from '../kubeconfig/readContexts.ts';

type SignInFacts = Pick<ContextFacts, 'kind' | 'entra'>;

/** Whether a context signs in with Entra in a way that can be converted to another. */
export function hasLoginMode({ kind, entra }: SignInFacts): boolean {
  return entra !== undefined && (kind === 'exec' || kind === 'azureAuthProvider');
}

/** Whether VS Code's sign-in could serve it: VS Code's application gets tokens for managed Entra's server only. */
export function canUseVscodeSignIn(context: SignInFacts): boolean {
  const { entra } = context;
  return (
    hasLoginMode(context) &&
    entra?.isLegacy === false &&
    (entra.serverId ?? aksServerAppId).toLowerCase() === aksServerAppId
  );
}
