import { l10n } from '../l10n.ts';
import { readableName } from '../kubeconfig/unguessableName.ts';
import { printable } from '../printable.ts';
import type { ConvertedUser } from './convertUsers.ts';

/**
 * A proof-of-possession token is bound to the one cluster that its claims name. Where a conversion writes the same
 * claims to several users, all but one of them are likely to be refused.
 *
 * @param converted the users of all files
 * @returns whole sentences
 */
export function sharedClaimsWarnings(converted: readonly ConvertedUser[]): string[] {
  const withClaims = converted.filter(({ popClaims }) => popClaims !== undefined);
  const groups = Map.groupBy(withClaims, ({ popClaims }) => popClaims);
  return [...groups.values()].flatMap((group) => {
    if (group.length < 2 || !group.some(({ isChanged }) => isChanged)) {
      return [];
    }
    const names = group.map(({ userName }) => `"${printable(readableName(userName))}"`).join(', ');
    return [
      l10n`The users ${names} now have the same --pop-claims, which name one cluster: the others will refuse the token. Convert one context at a time, each with its own.`,
    ];
  });
}
