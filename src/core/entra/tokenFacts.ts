import { l10n } from '../l10n.ts';
import { readClaims, type AccessToken } from './accessToken.ts';

/** What a token says about when it was issued and which groups its owner was in then. */
export interface TokenFacts {
  readonly issuedOnMs: number | undefined;
  /** Object ids; undefined where there are more than a token holds, and the API server asks Microsoft Graph. */
  readonly groupObjectIds: readonly string[] | undefined;
}

/**
 * Reads `iat` and `groups`. Above 200 groups Entra leaves the list out and points to Graph in `_claim_names`.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim
 */
export function tokenFacts({ token }: AccessToken): TokenFacts {
  const { iat, groups, _claim_names: elsewhere } = readClaims(token) ?? {};
  const isElsewhere = typeof elsewhere === 'object' && elsewhere !== null && 'groups' in elsewhere;
  return {
    issuedOnMs: typeof iat === 'number' && Number.isFinite(iat) ? iat * 1000 : undefined,
    groupObjectIds: isElsewhere
      ? undefined
      : Array.isArray(groups)
        ? groups.filter((group) => typeof group === 'string')
        : [],
  };
}

/** Enough to recognise a group by, few enough for a notification. */
const shownGroups = 5;

/**
 * The groups of a token as the end of a sentence: "names 2 groups: SRE, Platform".
 *
 * @param names display names by object id; a group without one shows its id
 */
export function describeGroups(
  groupObjectIds: readonly string[] | undefined,
  names: ReadonlyMap<string, string>,
): string {
  if (groupObjectIds === undefined) {
    return l10n`stands for more groups than a token can name`;
  }
  if (groupObjectIds.length === 0) {
    return l10n`names no group`;
  }
  const shown = groupObjectIds.map((id) => names.get(id) ?? id).toSorted((a, b) => a.localeCompare(b));
  const hidden = shown.length - shownGroups;
  const list = [...shown.slice(0, shownGroups), ...(hidden > 0 ? [l10n`${hidden} more`] : [])].join(', ');
  return l10n`names ${shown.length} group${shown.length === 1 ? '' : 's'}: ${list}`;
}
