import { printable } from '../printable.ts';
import type { Account, SignedInAccounts, SignIn } from './signIn.ts';
import { aksServerAppId, clusterScope } from './scopes.ts';

/** A token of VS Code's that kubectl gets, or may get. */
export interface TokenTarget {
  /** What the token opens, for a person: the name of a context or a cluster, cleaned. */
  readonly purpose: string;
  readonly tenantId: string;
  readonly scope: string;
  /** VS Code's id of the account that kubectl uses there. */
  readonly accountId?: string;
}

/** What a kubeconfig's current context says about its sign-in. */
export interface CurrentContext {
  readonly contextName: string;
  /** Whether kubectl gets its token from VS Code there. */
  readonly isVscodeSignIn: boolean;
  readonly serverId?: string;
  readonly tenantId?: string;
  /** Of our own plugin. */
  readonly accountId?: string;
  /** kubelogin's name of the cloud. */
  readonly environment?: string;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The token that kubectl gets from VS Code in a context. A kubeconfig may come from anywhere, so it can only choose a
 * tenant for the AKS server application, never another resource.
 *
 * @returns undefined where kubectl gets none: another token in its place would say nothing of it
 */
export function tokenTarget(context: CurrentContext | undefined): TokenTarget | undefined {
  if (context?.isVscodeSignIn !== true) {
    return undefined;
  }
  const { contextName, tenantId, accountId } = context;
  if (context.serverId?.toLowerCase() !== aksServerAppId || tenantId === undefined || !guid.test(tenantId)) {
    return undefined;
  }
  return {
    purpose: printable(contextName),
    tenantId,
    scope: clusterScope(),
    ...(accountId === undefined ? {} : { accountId }),
  };
}

/**
 * The account that a target's token is for: its own, and the one that the user chose only where it names none. kubectl
 * gets no other account's token either.
 *
 * @returns undefined where VS Code has it not
 */
export async function accountOf(
  signIn: SignedInAccounts & Pick<SignIn, 'currentAccount'>,
  { accountId }: TokenTarget,
): Promise<Account | undefined> {
  return accountId === undefined
    ? signIn.currentAccount()
    : (await signIn.accounts()).find(({ id }) => id === accountId);
}
