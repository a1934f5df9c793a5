import { readStrings } from '../azure/readProperty.ts';

/** Which groups an account is in, as far as that is known. */
export type OwnGroups =
  | {
      readonly kind: 'known';
      /** Object ids, in small letters. */
      readonly ids: ReadonlySet<string>;
      /** Who says so: the token that the cluster would get, or the directory. */
      readonly source: 'token' | 'directory';
    }
  /** There are too many for a token, which points to the directory instead; or there is no token. */
  | { readonly kind: 'unknown'; readonly why: 'tooMany' | 'noToken' };

/**
 * The groups that a token for a cluster names. One that names none is of somebody in no group; of somebody in more than
 * 200 it has `_claim_names` in their place (facts: Entra’s group overage).
 *
 * @param claims undefined where the token is none that can be read
 */
export function groupsInToken(claims: Readonly<Record<string, unknown>> | undefined): OwnGroups {
  if (claims === undefined || typeof claims['oid'] !== 'string') {
    return { kind: 'unknown', why: 'noToken' };
  }
  const { groups, _claim_names: elsewhere, hasgroups } = claims;
  if (Array.isArray(groups)) {
    const ids = readStrings(claims, 'groups').map((id) => id.toLowerCase());
    return { kind: 'known', ids: new Set(ids), source: 'token' };
  }
  const isTooMany =
    hasgroups !== undefined || (typeof elsewhere === 'object' && elsewhere !== null && 'groups' in elsewhere);
  return isTooMany ? { kind: 'unknown', why: 'tooMany' } : { kind: 'known', ids: new Set(), source: 'token' };
}
