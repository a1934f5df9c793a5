import { randomBytes, randomUUID } from 'node:crypto';
import type { User } from '../scenario.ts';

/** One interactive sign-in of one person with one client. Its refresh tokens live as long as it is not revoked. */
export interface Session {
  readonly sessionId: string;
  readonly upn: string;
  readonly clientId: string;
  readonly startedAtMs: number;
  /** Authentication contexts (`acrs`) that the person satisfied when signing in. */
  readonly acrs: readonly string[];
}

export interface AuthorizationCode {
  readonly session: Session;
  /** As in the authorize URL: a tenant, `organizations` or `common`. */
  readonly tenantSegment: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly codeChallenge: string | undefined;
  readonly nonce: string | undefined;
  readonly claims: string | undefined;
  readonly expiresAtMs: number;
  isRedeemed: boolean;
}

export interface DeviceCode {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly clientId: string;
  readonly tenantSegment: string;
  readonly scope: string;
  readonly claims: string | undefined;
  readonly expiresAtMs: number;
  state: 'pending' | 'declined' | Session;
}

/** Who was signed in at one moment: the sessions by their refresh tokens, for `Sessions.restore`. */
export type SignedIn = ReadonlyMap<string, Session>;

const codeLifetimeMs = 10 * 60_000;
export const deviceCodeLifetimeSeconds = 900;

/** What Entra remembers between requests. The secrets in it are random and never written anywhere. */
export class Sessions {
  readonly #codes = new Map<string, AuthorizationCode>();
  readonly #refreshTokens = new Map<string, Session>();
  readonly #deviceCodes: DeviceCode[] = [];
  readonly #startedAtMs = new Map<string, number>();

  start(user: User, clientId: string, acrs: readonly string[]): Session {
    const session = { sessionId: randomUUID(), upn: user.upn, clientId, startedAtMs: Date.now(), acrs };
    this.#startedAtMs.set(session.sessionId, session.startedAtMs);
    return session;
  }

  /** When the session of a token's `sid` began; undefined for an unknown one. */
  startedAtMs(sessionId: string): number | undefined {
    return this.#startedAtMs.get(sessionId);
  }

  addCode(entry: Omit<AuthorizationCode, 'expiresAtMs' | 'isRedeemed'>): string {
    const code = `1.${randomBytes(48).toString('base64url')}`;
    this.#codes.set(code, { ...entry, expiresAtMs: Date.now() + codeLifetimeMs, isRedeemed: false });
    return code;
  }

  findCode(code: string): AuthorizationCode | undefined {
    return this.#codes.get(code);
  }

  addRefreshToken(session: Session): string {
    const token = `1.${randomBytes(64).toString('base64url')}`;
    this.#refreshTokens.set(token, session);
    return token;
  }

  findRefreshToken(token: string): Session | undefined {
    return this.#refreshTokens.get(token);
  }

  addDeviceCode(entry: Pick<DeviceCode, 'clientId' | 'tenantSegment' | 'scope' | 'claims'>): DeviceCode {
    const added: DeviceCode = {
      ...entry,
      deviceCode: randomBytes(48).toString('base64url'),
      userCode: newUserCode(),
      expiresAtMs: Date.now() + deviceCodeLifetimeSeconds * 1000,
      state: 'pending',
    };
    this.#deviceCodes.push(added);
    return added;
  }

  findDeviceCode(deviceCode: string): DeviceCode | undefined {
    return this.#deviceCodes.find((one) => one.deviceCode === deviceCode);
  }

  findUserCode(userCode: string): DeviceCode | undefined {
    const wanted = userCode.trim().toUpperCase();
    return this.#deviceCodes.find((one) => one.userCode === wanted && one.expiresAtMs > Date.now());
  }

  signedIn(): SignedIn {
    return new Map(this.#refreshTokens);
  }

  /** Those who were signed in then are so again. */
  restore(signedIn: SignedIn): void {
    for (const [refreshToken, session] of signedIn) {
      this.#refreshTokens.set(refreshToken, session);
      this.#startedAtMs.set(session.sessionId, session.startedAtMs);
    }
  }

  clear(): void {
    this.#codes.clear();
    this.#refreshTokens.clear();
    this.#deviceCodes.length = 0;
    this.#startedAtMs.clear();
  }
}

/** Nine characters without look-alikes, as Entra's. */
function newUserCode(): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
  return [...randomBytes(9)].map((byte) => letters[byte % letters.length]).join('');
}
