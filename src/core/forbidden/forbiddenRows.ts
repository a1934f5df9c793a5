import type { CheckRow } from '../checks/checkRow.ts';
import { refreshClusters } from '../diagnosis/remedy.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import { activationRow } from './activationRow.ts';
import { askedScopes } from './askedScopes.ts';
import type { ForbiddenFacts } from './forbiddenFacts.ts';
import { isUser, missingRoleRow } from './missingRoleRow.ts';
import { otherRefusalRow } from './otherRefusalRows.ts';
import { coversNow } from './ownRoles.ts';
import type { Refusal, RefusedRequest } from './refusal.ts';
import { decidedText, requestText } from './refusalTexts.ts';
import { scopesRow } from './scopesRow.ts';
import { isTokenEnough, tokenRow } from './tokenRow.ts';

/** Why a cluster said Forbidden, and what lets one in: what is refused first, then what helps, then the rest. */
export function forbiddenRows(refusal: Refusal, facts: ForbiddenFacts): CheckRow[] {
  if (refusal.kind !== 'resource' && refusal.kind !== 'path') {
    return [otherRefusalRow(refusal, facts), ...surroundings(facts)];
  }
  const [request, ...found] = [requestRow(refusal), ...causes(refusal, facts)];
  const isCause = ({ state }: CheckRow): boolean => state === 'error' || state === 'warning';
  return [request, ...found.filter(isCause), ...found.filter((row) => !isCause(row)), ...surroundings(facts)];
}

function requestRow(request: RefusedRequest): CheckRow {
  return {
    id: 'request',
    title: l10n`${quotedName(request.userName)} may not ${requestText(request)}`,
    state: request.by === 'azureCheckFailed' ? 'warning' : 'error',
    details: [decidedText(request.by)],
  };
}

/** In the order of their worth: what a click mends before what takes somebody else. */
function causes(request: RefusedRequest, facts: ForbiddenFacts): CheckRow[] {
  const { seen, token } = facts;
  if (request.by === 'azureCheckFailed') {
    return [];
  }
  const isByAzure = request.by === 'azure' || (request.by === 'other' && seen?.cluster.authorization === 'azureRbac');
  const isSomebodyElse = token !== undefined && !isUser(token, request.userName);
  const isOwn = !isSomebodyElse && isPerson(request.userName);
  const rights = missingRoleRow(request, facts, isByAzure);
  if (!isOwn || request.by === 'azureUnknownUser') {
    return [...(isSomebodyElse ? [somebodyElse(request, facts)] : []), rights];
  }
  const asked = seen === undefined ? [] : askedScopes(seen.cluster, request).flatMap(({ scope }) => scope ?? []);
  const isCovered = isByAzure && asked.some((scope) => coversNow(facts, request, scope) === true);
  const rows = [
    ...(token === undefined ? [] : [tokenRow(request, facts, token)]),
    ...(isByAzure && seen !== undefined ? [activationRow(request, facts, seen)] : []),
    ...(isCovered ? [coveredRow(facts)] : [rights]),
  ];
  const isEnough = token !== undefined && isTokenEnough(request, facts, token);
  return [
    ...(isEnough ? rows.filter(({ id }) => id !== 'role' && id !== 'activation') : rows),
    ...(isByAzure && seen !== undefined ? [scopesRow(request, facts, seen.cluster)] : []),
  ];
}

/** Whether a user of a cluster’s can be a person of Entra’s. */
function isPerson(userName: string): boolean {
  return !userName.startsWith('system:') && userName !== 'masterclient';
}

function coveredRow({ seen }: ForbiddenFacts): CheckRow {
  return {
    id: 'role',
    title: l10n`Your Azure roles cover it now`,
    state: 'warning',
    details: [
      l10n`A role that was assigned or activated a moment ago takes up to five minutes to count, and the cluster remembers a refusal for as long. If you have it through a group, only a new token has it: refresh the token, and try again.`,
    ],
    remedies: [
      seen === undefined
        ? { kind: 'refreshToken', title: l10n`Refresh Token Now` }
        : { kind: 'onCluster', command: 'refreshToken', seen, title: l10n`Refresh Token Now` },
    ],
  };
}

function somebodyElse({ userName }: RefusedRequest, { token, seen }: ForbiddenFacts): CheckRow {
  const own = token?.upn ?? seen?.account.label ?? token?.objectId ?? '';
  return {
    id: 'who',
    title: l10n`kubectl was ${quotedName(userName)} there, and VS Code is signed in as ${quotedName(own)}`,
    state: 'warning',
    details: [
      l10n`VS Code does not know the roles and groups of the other account. If you meant to use your own, look at how the context signs in.`,
    ],
    remedies:
      seen === undefined
        ? []
        : [{ kind: 'onCluster', command: 'getCredentials', seen, title: l10n`Get AKS Credentials Again` }],
  };
}

/** What all that hangs on. */
function surroundings({ contextName, isCurrentContext, seen, failures = [] }: ForbiddenFacts): CheckRow[] {
  const context = contextName === undefined ? undefined : quotedName(contextName);
  return [
    ...(seen === undefined
      ? [
          {
            id: 'cluster',
            title:
              context === undefined
                ? l10n`It is not known which cluster it was: kubectl has no current context`
                : l10n`The cluster of the context ${context} is not one of those that VS Code lists for you`,
            state: 'note' as const,
            details: [
              l10n`So its roles and admin groups are not known: the rows above come from the message and the token alone.`,
            ],
            remedies: [{ kind: 'signIn' as const, title: l10n`Sign In` }, refreshClusters],
          },
        ]
      : []),
    ...(seen !== undefined && isCurrentContext === true && context !== undefined
      ? [
          {
            id: 'cluster',
            title: l10n`It was about kubectl’s current context ${context}, as far as VS Code can see`,
            state: 'note' as const,
            details: [l10n`If the command named another context, the rows above are not about its cluster.`],
          },
        ]
      : []),
    ...failures.map((title, index): CheckRow => ({ id: `failure-${index}`, title, state: 'skipped' })),
  ];
}
