/** An access token with what it says about itself. The token's text goes to one server and nowhere else. */
export interface AccessToken {
  readonly token: string;
  readonly expiresOnMs: number;
  readonly tenantId?: string;
  readonly audience?: string;
}

/** Only base64url and dots: what does not fit a header would be quoted, token and all, in the error of whoever sends it. */
const compactJwt = /^[\w-]+\.([\w-]+)\.[\w-]+$/;

/**
 * Reads an access token's own claims; VS Code's sessions carry no expiry. Nothing is verified here: the claims are
 * for display and for renewal in time, and the server that gets the token is who verifies it.
 *
 * @returns undefined where the text is no signed JWT (RFC 7515 §7.1) with an `exp` (seconds since 1970, RFC 7519 §4.1.4)
 */
export function readAccessToken(token: string): AccessToken | undefined {
  const claims = readClaims(token);
  if (claims === undefined) {
    return undefined;
  }
  const expiresOnSeconds = claims['exp'];
  if (typeof expiresOnSeconds !== 'number' || !Number.isFinite(expiresOnSeconds)) {
    return undefined;
  }
  const { tid, aud } = claims;
  return {
    token,
    expiresOnMs: expiresOnSeconds * 1000,
    ...(typeof tid === 'string' ? { tenantId: tid } : {}),
    ...(typeof aud === 'string' ? { audience: aud } : {}),
  };
}

/** What a token says, unverified. */
export type Claims = Readonly<Record<string, unknown>>;

/** The claims of a signed JWT, unverified: see `readAccessToken`. Undefined where the text is none. */
export function readClaims(token: string): Claims | undefined {
  const payload = compactJwt.exec(token)?.[1];
  if (payload === undefined) {
    return undefined;
  }
  try {
    const bytes = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
    const claims: unknown = JSON.parse(text);
    return typeof claims === 'object' && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
}
