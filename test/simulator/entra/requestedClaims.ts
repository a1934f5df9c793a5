import { EntraError } from './entraErrors.ts';

export interface RequestedClaims {
  /** `cp1` says that the client understands claims challenges. */
  readonly capabilities: readonly string[];
  /** Authentication contexts that the token has to carry. */
  readonly acrs: readonly string[];
}

/**
 * Reads the `claims` parameter of authorize and token requests: `{"access_token":{"acrs":{"essential":true,"value":"p1"}}}`.
 *
 * @throws EntraError 9002313 when it is not JSON.
 */
export function parseRequestedClaims(claims: string | undefined): RequestedClaims {
  if (claims === undefined || claims === '') {
    return { capabilities: [], acrs: [] };
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(claims);
  } catch {
    throw new EntraError(9002313);
  }
  const accessToken = member(parsed, 'access_token');
  return { capabilities: valuesOf(member(accessToken, 'xms_cc')), acrs: valuesOf(member(accessToken, 'acrs')) };
}

function valuesOf(claim: unknown): string[] {
  const values = member(claim, 'values');
  const value = member(claim, 'value');
  const all: unknown[] = Array.isArray(values) ? values : [value];
  return all.filter((one): one is string => typeof one === 'string');
}

function member(from: unknown, name: string): unknown {
  if (typeof from !== 'object' || from === null) {
    return undefined;
  }
  return (from as Record<string, unknown>)[name];
}
