import { AksEntraError } from '../aksEntraError.ts';
import type { MemorySlot } from '../memorySlot.ts';
import type { AccessToken } from './accessToken.ts';
import { renewalClaims } from './renewalClaims.ts';
import type { TokenRequest } from './signIn.ts';
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
  readonly nowMs: () => number;
}

/** The tokens of one window, in memory only. Equal requests at the same time share one answer. */
export class TokenCache {
  readonly #ports: TokenCachePorts;
  readonly #tokens = new Map<string, CachedToken>();
  readonly #flights = new Map<string, Promise<AccessToken>>();

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
    this.#tokens.clear();
  }

  async #shared(key: string, request: TokenRequest, mark: number | undefined): Promise<AccessToken> {
    const flightKey = JSON.stringify([key, request.interaction, request.claims ?? '']);
    const running = this.#flights.get(flightKey);
    if (running !== undefined) {
      return running;
    }
    const flight = this.#acquire(key, request, mark);
    this.#flights.set(flightKey, flight);
    try {
      return await flight;
    } finally {
      this.#flights.delete(flightKey);
    }
  }

  /** @param mark what stood before VS Code was asked: a later one means that the token may be too old */
  async #acquire(key: string, request: TokenRequest, mark: number | undefined): Promise<AccessToken> {
    const token = await this.#acquired(key, request);
    const confirmedOnMs = this.#ports.nowMs();
    const ownMark = request.renewsInAllWindows === true ? await this.#renewInAllWindows(key) : mark;
    this.#tokens.set(key, { token, confirmedOnMs, mark: ownMark });
    return token;
  }

  async #acquired(key: string, request: TokenRequest): Promise<AccessToken> {
    try {
      return await this.#ports.acquire(request);
    } catch (error) {
      // The user signed out, or withdrew the access. A request with claims fails for other reasons too, such as no
      // network, and says nothing of the token that is there.
      if (request.claims === undefined && error instanceof AksEntraError && error.code === 'signedOut') {
        this.#tokens.delete(key);
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

interface CachedToken {
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
