import type { Claims } from './accessToken.ts';
import type { TokenRequest } from './signIn.ts';

/** What tells tokens apart: one account, one tenant, one resource. */
export type TokenIdentity = Pick<TokenRequest, 'account' | 'tenantId' | 'scope'>;

/** A token that this window has, without its text. */
export interface HeldToken extends TokenIdentity {
  /** The tenant that issued it: it may have been asked for without naming one. */
  readonly issuedIn: string;
  readonly expiresOnMs: number;
}

/** The tokens that this window has in memory. Their texts stay where they are, and nobody is asked for anything. */
export interface HeldTokens {
  /** Those that have not run out, the next to do so first. */
  heldTokens(): readonly HeldToken[];

  /** What one of them says of itself, unverified; undefined where there is none. */
  claimsOf(which: TokenIdentity): Claims | undefined;
}
