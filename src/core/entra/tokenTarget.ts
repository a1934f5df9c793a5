import { printable } from '../printable.ts';
import type { Account, SignedInAccounts, SignIn } from './signIn.ts';
import { aksServerAppId, clusterScope } from './scopes.ts';

/** Which token the status bar shows: the current context's cluster, or Azure itself where there is none. */
export interface TokenTarget {
  /** What the token opens, for a person: a context's name, cleaned, or "Azure". */
  readonly purpose: string;
  readonly tenantId: string;
  readonly scope: string;
  /** VS Code's id of the account that kubectl uses there; absent where it is whichever the user chose. */
  readonly accountId?: string;
}

/** What a kubeconfig's current context says about its sign-in. */
export interface CurrentContext {
  readonly contextName: string;
  readonly serverId?: string;
  readonly tenantId?: string;
  /** Of our own plugin. */
  readonly accountId?: string;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The token that matters now. A kubeconfig may come from anywhere, so it can only choose a tenant for the AKS server
 * application, never another resource.
 */
export function tokenTarget(context: CurrentContext | undefined, armScope: string): TokenTarget {
  const tenantId = context?.tenantId;
  if (context?.serverId?.toLowerCase() !== aksServerAppId || tenantId === undefined || !guid.test(tenantId)) {
    return { purpose: 'Azure', tenantId: 'organizations', scope: armScope };
  }
  const { contextName, accountId } = context;
  return {
    purpose: printable(contextName),
    tenantId,
    scope: clusterScope(),
    ...(accountId === undefined ? {} : { accountId }),
  };
}

/** The account that a target's token is for: its own, where VS Code still has that, else the one that the user chose. */
export async function accountOf(
  signIn: SignedInAccounts & Pick<SignIn, 'currentAccount'>,
  { accountId }: TokenTarget,
): Promise<Account | undefined> {
  const own = accountId === undefined ? undefined : (await signIn.accounts()).find(({ id }) => id === accountId);
  return own ?? signIn.currentAccount();
}
