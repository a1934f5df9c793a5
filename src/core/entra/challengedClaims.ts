/**
 * The claims that a server wants a token to be issued with, from its `WWW-Authenticate`: base64, as MSAL takes them.
 * They come with 401 (`insufficient_claims`, `invalid_token`) and with 403, where a second factor is missing.
 *
 * @returns undefined where the answer is no challenge
 */
export function challengedClaims(status: number, header: string | null | undefined): string | undefined {
  const claims = status === 401 || status === 403 ? /\bclaims="([\w+/=-]+)"/.exec(header ?? '')?.[1] : undefined;
  return claims?.replaceAll('-', '+').replaceAll('_', '/');
}
