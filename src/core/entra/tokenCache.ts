import { AksEntraError } from '../aksEntraError.ts';
import type { MemorySlot } from '../memorySlot.ts';
import { type AccessToken, type Claims, readClaims } from './accessToken.ts';
import type { HeldToken, HeldTokens, TokenIdentity } from './heldTokens.ts';
import { renewalClaims } from './renewalClaims.ts';
import type { Account, TokenRequest } from './signIn.ts';
import { tokenKey } from './tokenKey.ts';

/** A token is renewed this long before it expires, as VS Code's own provider does. */
const renewBeforeMs = 5 * 60_000;

/**
 * VS Code tells nobody that the user withdrew an extension's access to an account, and lets that account's sessions be.
 * So a token is handed out from memory for this long only before VS Code is asked again, which needs no network.
 */
const confirmAfterMs = 20_000;

/** A mark is of no use for longer: no token lasts longer. */
const renewalCountsForMs = 48 * 3_600_000;

/** When the user last wanted a new token, in milliseconds since 1970, by `tokenKey`. All windows read and write it. */
export type RenewalMarks = MemorySlot<Readonly<Record<string, number>>>;

export interface TokenCachePorts {
  /** Asks VS Code for a token. It throws as `SignIn.token`. */
  readonly acquire: (request: TokenRequest) => Promise<AccessToken>;
  readonly renewalMarks: RenewalMarks;
  /** There is another token, or one less. */
  readonly changed: () => void;
  readonly nowMs: () => number;
}

/** The tokens of one window, in memory only. Equal requests at the same time share one answer. */
export class TokenCache implements HeldTokens {
  readonly #ports: TokenCachePorts;
  readonly #tokens = new Map<string, CachedToken>();
  readonly #flights = new Map<string, Flight>();

  constructor(ports: TokenCachePorts) {
    this.#ports = ports;
  }

  /**
   * The token from memory while it can be used; a request with claims never gets that.
   *
   * @throws as `SignIn.token`
   */
  async token(request: TokenRequest): Promise<AccessToken> {
    const key = tokenKey(request);
    const nowMs = this.#ports.nowMs();
    const mark = this.#marks()[key];
    if (request.claims !== undefined) {
      return this.#shared(key, request, mark);
    }
    const cached = this.#tokens.get(key);
    if (cached === undefined) {
      return this.#shared(key, request, mark);
    }
    if (cached.mark !== mark) {
      // Another window had a newer one issued since.
      return this.#shared(key, { ...request, claims: renewalClaims(nowMs) }, mark);
    }
    return isUsable(cached, nowMs) ? cached.token : this.#shared(key, request, mark);
  }

  /** The account is another one, or none any more. */
  clear(): void {
    this.#forget(() => true);
    this.#ports.changed();
  }

  /** Forgets the tokens of all other accounts. */
  keepOf(accounts: readonly Account[]): void {
    if (this.#forget((accountId) => !accounts.some(({ id }) => id === accountId))) {
      this.#ports.changed();
    }
  }

  heldTokens(): readonly HeldToken[] {
    return [...this.#tokens.values()]
      .filter((cached) => this.#isAlive(cached))
      .map(({ token: { expiresOnMs, tenantId }, ...asked }) => ({
        account: asked.account,
        tenantId: asked.tenantId,
        scope: asked.scope,
        issuedIn: tenantId ?? asked.tenantId,
        expiresOnMs,
      }))
      .toSorted((a, b) => a.expiresOnMs - b.expiresOnMs);
  }

  claimsOf(which: TokenIdentity): Claims | undefined {
    const cached = this.#tokens.get(tokenKey(which));
    return cached !== undefined && this.#isAlive(cached) ? readClaims(cached.token.token) : undefined;
  }

  #isAlive({ token }: CachedToken): boolean {
    return this.#ports.nowMs() < token.expiresOnMs;
  }

  async #shared(key: string, request: TokenRequest, mark: number | undefined): Promise<AccessToken> {
    const flightKey = JSON.stringify([key, request.interaction, request.claims ?? '']);
    const running = this.#flights.get(flightKey)?.token;
    if (running !== undefined) {
      return running;
    }
    const flight: Flight = { accountId: request.account.id };
    this.#flights.set(flightKey, flight);
    flight.token = this.#acquire(key, request, mark, flight);
    try {
      return await flight.token;
    } finally {
      if (!flight.isForgotten) {
        this.#flights.delete(flightKey);
      }
    }
  }

  /** @returns whether there were any tokens; those that are under way are not kept either */
  #forget(isOf: (accountId: string) => boolean): boolean {
    for (const [key, flight] of this.#flights) {
      if (isOf(flight.accountId)) {
        flight.isForgotten = true;
        this.#flights.delete(key);
      }
    }
    const gone = [...this.#tokens].filter(([, { account }]) => isOf(account.id));
    for (const [key] of gone) {
      this.#tokens.delete(key);
    }
    return gone.length > 0;
  }

  /** @param mark what stood before VS Code was asked: a later one means that the token may be too old */
  async #acquire(key: string, request: TokenRequest, mark: number | undefined, flight: Flight): Promise<AccessToken> {
    const token = await this.#acquired(key, request);
    const confirmedOnMs = this.#ports.nowMs();
    const ownMark = request.renewsInAllWindows === true ? await this.#renewInAllWindows(key) : mark;
    if (flight.isForgotten === true) {
      return token;
    }
    const isOther = this.#tokens.get(key)?.token.token !== token.token;
    const { account, tenantId, scope } = request;
    this.#tokens.set(key, { account, tenantId, scope, token, confirmedOnMs, mark: ownMark });
    if (isOther) {
      this.#ports.changed();
    }
    return token;
  }

  async #acquired(key: string, request: TokenRequest): Promise<AccessToken> {
    try {
      return await this.#ports.acquire(request);
    } catch (error) {
      // The user signed out, or withdrew the access. A request with claims fails for other reasons too, such as no
      // network, and says nothing of the token that is there.
      if (request.claims === undefined && error instanceof AksEntraError && error.code === 'signedOut') {
        if (this.#tokens.delete(key)) {
          this.#ports.changed();
        }
      }
      throw error;
    }
  }

  #marks(): Readonly<Record<string, number>> {
    return this.#ports.renewalMarks.get() ?? {};
  }

  /** @returns the mark of this renewal */
  async #renewInAllWindows(key: string): Promise<number> {
    const nowMs = this.#ports.nowMs();
    const counting = Object.entries(this.#marks()).filter(([, onMs]) => nowMs - onMs < renewalCountsForMs);
    await this.#ports.renewalMarks.set({ ...Object.fromEntries(counting), [key]: nowMs });
    return nowMs;
  }
}

/** A request that VS Code has not answered yet. */
interface Flight {
  readonly accountId: string;
  token?: Promise<AccessToken>;
  /** By then nobody wants what it brings to be kept. */
  isForgotten?: true;
}

interface CachedToken extends TokenIdentity {
  readonly token: AccessToken;
  /** When VS Code last gave it, or said that it still would. */
  readonly confirmedOnMs: number;
  /** Of which renewal it is. Marks are compared and never ordered: a remote window has another clock. */
  readonly mark: number | undefined;
}

function isUsable({ token, confirmedOnMs }: CachedToken, nowMs: number): boolean {
  const isConfirmed = nowMs - confirmedOnMs < confirmAfterMs;
  const isFresh = nowMs < token.expiresOnMs - renewBeforeMs;
  return isConfirmed && isFresh;
}
