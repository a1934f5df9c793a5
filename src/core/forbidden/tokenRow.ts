import { isAtOrAbove } from '../access/clusterScope.ts';
import type { CheckRemedy, CheckRow } from '../checks/checkRow.ts';
import { l10n } from '../l10n.ts';
import { quotedNames } from '../quotedNames.ts';
import { askedScopes } from './askedScopes.ts';
import type { ForbiddenFacts, OwnToken } from './forbiddenFacts.ts';
import { roleCovers } from './neededRole.ts';
import type { RefusedRequest } from './refusal.ts';

/** The groups by which one would be let in: the admin groups, and those with a role of Azure’s that covers it. */
export function countingGroups({ seen, assigned = [] }: ForbiddenFacts, request: RefusedRequest): string[] {
  if (seen === undefined) {
    return [];
  }
  const { cluster } = seen;
  const admins = cluster.entra.kind === 'none' ? [] : cluster.entra.adminGroupObjectIds;
  const scopes = askedScopes(cluster, request).flatMap(({ scope }) => scope ?? []);
  const withRole =
    cluster.authorization === 'azureRbac'
      ? assigned.filter(
          ({ principalType, role, scope }) =>
            principalType.toLowerCase() === 'group' &&
            roleCovers(role, request) &&
            scopes.some((one) => isAtOrAbove(scope, one)),
        )
      : [];
  return [...new Set([...admins, ...withRole.map(({ principalId }) => principalId)].map((id) => id.toLowerCase()))];
}

/** Whether the token knows what the directory knows: groups travel in it, and it is good for an hour or more. */
export function tokenRow(request: RefusedRequest, facts: ForbiddenFacts, token: OwnToken): CheckRow {
  const { groups } = token;
  const refresh = refreshOf(facts);
  const issued =
    token.issuedOnMs === undefined ? '' : l10n` It was issued at ${new Date(token.issuedOnMs).toLocaleTimeString()}.`;
  if (groups.kind === 'unknown') {
    return {
      id: 'token',
      title: l10n`You are in more groups than a token can name`,
      state: 'note',
      details: [
        l10n`Beyond 200 groups the token names none, and AKS asks the directory for them, which takes its time and can fail.${issued}`,
        l10n`An application in more than 200 groups is refused altogether, and the answer is Unauthorized.`,
      ],
      remedies: refresh,
    };
  }
  const counting = countingGroups(facts, request);
  const named = (ids: readonly string[]): string => quotedNames(ids.map((id) => facts.groupNames?.get(id) ?? id));
  const inToken = counting.filter((id) => groups.ids.has(id));
  if (inToken.length > 0) {
    return {
      id: 'token',
      title: l10n`Your token names ${named(inToken)}, which lets you in`,
      state: 'ok',
      details: [
        l10n`Run the command again: kubectl had an older token.${issued} If it is refused again, it uses another context or account than this one.`,
      ],
      remedies: refresh,
    };
  }
  const missing = counting.filter((id) => facts.memberOf?.has(id) === true);
  if (missing.length > 0) {
    return {
      id: 'token',
      title: l10n`Your token is older than your membership in ${named(missing)}`,
      state: 'error',
      details: [
        l10n`The directory says that you are in it now. The token does not, and the cluster goes by the token.${issued} Refresh it, and you are in.`,
      ],
      remedies: refresh,
    };
  }
  if (counting.length > 0 && facts.memberOf === undefined) {
    return {
      id: 'token',
      title: l10n`The directory does not tell whether you are in ${named(counting)}`,
      state: 'note',
      details: [
        l10n`By the token, you are not.${issued} If you joined after that, or activated a membership (PIM), refresh it.`,
      ],
      remedies: refresh,
    };
  }
  return {
    id: 'token',
    title:
      counting.length === 0
        ? l10n`No admin group, and no group with an Azure role, lets you in`
        : l10n`You are not in ${named(counting)}, say the token and the directory`,
    state: 'note',
    details: [
      l10n`So the token is not too old.${issued} If you joined a group that a role binding in the cluster names, or activated a membership (PIM), refresh it.`,
    ],
    remedies: refresh,
  };
}

/** Whether the groups of the token, or of a newer one, let one in: then nothing else is missing. */
export function isTokenEnough(request: RefusedRequest, facts: ForbiddenFacts, { groups }: OwnToken): boolean {
  return (
    groups.kind === 'known' &&
    countingGroups(facts, request).some((id) => groups.ids.has(id) || facts.memberOf?.has(id) === true)
  );
}

/** kubelogin keeps tokens of its own. */
function refreshOf({ login, seen }: ForbiddenFacts): CheckRemedy[] {
  if (login !== undefined && login !== 'vscode') {
    return [{ kind: 'copyLine', title: l10n`Copy “kubelogin remove-tokens”`, line: 'kubelogin remove-tokens' }];
  }
  const title = l10n`Refresh Token Now`;
  return [
    seen === undefined ? { kind: 'refreshToken', title } : { kind: 'onCluster', command: 'refreshToken', seen, title },
  ];
}
