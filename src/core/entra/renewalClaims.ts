/**
 * Claims that make the provider ask Entra for a newly issued token instead of answering from its cache, as a resource
 * does that no longer accepts an older one (OIDC claims request on `nbf`, used by Continuous Access Evaluation).
 *
 * @returns base64, as in a `WWW-Authenticate` header
 */
export function renewalClaims(nowMs: number): string {
  const value = String(Math.floor(nowMs / 1000));
  return btoa(JSON.stringify({ access_token: { nbf: { essential: true, value } } }));
}
