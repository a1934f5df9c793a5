import type { Scenario } from './scenario.ts';

/** What an access token that the simulated Entra issued says, once its signature and expiry were verified. */
export interface AccessTokenClaims {
  readonly iss: string;
  readonly aud: string;
  readonly tid: string;
  readonly oid: string;
  readonly upn?: string;
  readonly appid: string;
  /** `app` in the token of an app that signed in as itself. */
  readonly idtyp?: string;
  /** Delegated permissions, separated by blanks; absent in an app's token. */
  readonly scp?: string;
  readonly iat: number;
  readonly exp: number;
  /** Absent where the person is in more than 200 groups: then `_claim_names` points to Graph. */
  readonly groups?: readonly string[];
  readonly _claim_names?: { readonly groups?: string };
}

/** Verifies a bearer token's signature and lifetime; the caller still checks issuer, audience and tenant. */
export interface TokenVerifier {
  /** @throws Error whose message names the reason (`expired`, `signature`, `malformed`), never the token. */
  verify(token: string): Promise<AccessTokenClaims>;
}

/** The simulator's live state: the scenario's mutable copy and the lookups that more than one part needs. */
export interface Directory {
  readonly scenario: Scenario;
  /** Object ids of the groups that this object id is a member of. */
  groupsOf(objectId: string): readonly string[];
}

/** One request as the simulator saw it. Bearer tokens, secrets and codes are never in it. */
export interface RecordedCall {
  readonly host: string;
  readonly method: string;
  /** Path with query string; secrets removed. */
  readonly path: string;
  readonly status: number;
  /** Set where the simulator refused or did not know the call: a test that did not provoke it fails. */
  readonly surprise?: string;
  /** The scopes at which an API server asked Azure, in their order; absent where it asked nothing. */
  readonly askedScopes?: readonly string[];
  /** Whose token ARM was called with, and of which tenant; or who asked Entra for a token with what a sign-in gave. */
  readonly caller?: RecordedCaller;
  /** Set where a browser opened it as a page. */
  readonly isPage?: true;
}

export interface RecordedCaller {
  /** The user principal name, or an app's id. */
  readonly name: string;
  /** An id; as the path names it where Entra was asked. */
  readonly tenantId: string;
}

export interface Recorder {
  add(call: RecordedCall): void;
}
