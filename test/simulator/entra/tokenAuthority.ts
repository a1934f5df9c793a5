import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt, errors, exportJWK, generateKeyPair, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { AccessTokenClaims, TokenVerifier } from '../ports.ts';

/** Everything that Entra signs, and the check of those signatures. One key signs for all tenants. */
export class TokenAuthority implements TokenVerifier {
  readonly publicJwk: JWK;
  readonly #privateKey: CryptoKey;
  readonly #publicKey: CryptoKey;
  readonly #keyId: string;

  private constructor(privateKey: CryptoKey, publicKey: CryptoKey, publicJwk: JWK, keyId: string) {
    this.#privateKey = privateKey;
    this.#publicKey = publicKey;
    this.#keyId = keyId;
    this.publicJwk = { ...publicJwk, kid: keyId, use: 'sig', alg: 'RS256' };
  }

  static async create(): Promise<TokenAuthority> {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const publicJwk = await exportJWK(publicKey);
    const keyId = createHash('sha1').update(JSON.stringify(publicJwk)).digest('base64url');
    return new TokenAuthority(privateKey, publicKey, publicJwk, keyId);
  }

  /** @param lifetimeSeconds from now; `iat` and `nbf` are now. */
  async sign(claims: Record<string, unknown>, lifetimeSeconds: number): Promise<string> {
    const nowSeconds = Math.floor(Date.now() / 1000);
    return new SignJWT({ ...claims, uti: randomBytes(16).toString('base64url') })
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: this.#keyId })
      .setIssuedAt(nowSeconds)
      .setNotBefore(nowSeconds)
      .setExpirationTime(nowSeconds + lifetimeSeconds)
      .sign(this.#privateKey);
  }

  async verify(token: string): Promise<AccessTokenClaims> {
    try {
      const { payload } = await jwtVerify<AccessTokenClaims>(token, this.#publicKey, { algorithms: ['RS256'] });
      return payload;
    } catch (error) {
      // jose's messages never hold the token, but its error objects hold the payload: pass on a word only.
      if (error instanceof errors.JWTExpired) {
        throw new Error('expired', { cause: error.code });
      }
      if (error instanceof errors.JWSSignatureVerificationFailed) {
        throw new Error('signature', { cause: error.code });
      }
      throw new Error('malformed', { cause: error instanceof errors.JOSEError ? error.code : undefined });
    }
  }
}

/** The payload of any JWT, unverified; undefined for what is none. */
export function peekClaims(token: string): Record<string, unknown> | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}
