import type { AccessToken } from './accessToken.ts';

/** A Microsoft account that VS Code is signed in with. */
export interface Account {
  readonly id: string;
  /** What VS Code shows: usually the user principal name. */
  readonly label: string;
}

/** Whether a sign-in window may open. Only an action that the user just asked for may pass `allowed`. */
export type Interaction = 'silent' | 'allowed';

/** Every account that VS Code lets the product use. */
export interface SignedInAccounts {
  /** Never prompts. */
  accounts(): Promise<readonly Account[]>;
}

/** The accounts that VS Code has: those whose clusters are listed, the chosen one first, and those for which no token is asked. */
export interface AccountSelection {
  readonly selected: readonly Account[];
  readonly others: readonly Account[];
}

/** Whose clusters are listed. It is remembered. */
export interface SelectedAccounts {
  /** Never prompts. Nobody is in it as long as nobody has chosen an account here. */
  selection(): Promise<AccountSelection>;

  /** The one that was chosen, where it is none of these any more, is the first of them from now on. */
  select(accountIds: readonly string[]): Promise<void>;
}

export interface TokenRequest {
  readonly account: Account;
  readonly tenantId: string;
  readonly scope: string;
  readonly interaction: Interaction;
  /** Base64 claims of a challenge that a server answered with; a token issued for them replaces the cached one. */
  readonly claims?: string;
  /** The user wants a newly issued token: the other windows of VS Code are to get new ones too. */
  readonly renewsInAllWindows?: boolean;
}

/** Sign-in with Microsoft Entra ID, as VS Code's authentication provider does it. */
export interface SignIn {
  /** The account that the user chose here last, or another selected one that VS Code still has; never prompts. */
  currentAccount(): Promise<Account | undefined>;

  /** Lets the user sign in or choose an account, which is selected as well. Undefined when the user cancelled. */
  chooseAccount(): Promise<Account | undefined>;

  /**
   * A token for one resource in one tenant, from memory while it is fresh.
   *
   * @throws AksEntraError `signedOut` where only a prompt could help and none is allowed, `signInFailed` otherwise;
   *   an AbortError where the user cancelled the sign-in
   */
  token(request: TokenRequest): Promise<AccessToken>;
}
