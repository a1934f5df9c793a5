import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { KnownProblem, ProblemFacts } from './problem.ts';
import { refreshToken } from './problemRemedies.ts';
import type { Remedy } from './remedy.ts';

/**
 * What the API server, and behind it AKS's authoriser (kubeguard/guard, authz/providers/azure) and its policies, do not
 * allow. Azure's texts have tails: only their beginnings count.
 */
const authorizationProblems: readonly KnownProblem[] = [
  {
    code: 'forbiddenByPolicy',
    pattern:
      /admission webhook "[^"\n]{0,200}" denied the request: ([^\n]{0,300})|ValidatingAdmissionPolicy '([^'\n]{0,200})'[^\n]{0,100} denied request/,
    explain: (match, facts) => ({
      title: l10n`A policy of the cluster refused it`,
      cause: l10n`No role is missing: a policy looked at what was sent and refused it: ${printable(match[1] ?? match[2] ?? '')}`,
      fix: l10n`Change what is sent as the policy says. AKS Automatic has policies of its own, which no role lifts.`,
      remedies: [why(match, facts)],
    }),
  },
  {
    code: 'forbiddenByAzure',
    pattern:
      /User does not have access to the resource in Azure|Azure does not have opinion for this|Access denied due to Azure RBAC check failure|Access denied by Azure RBAC for non AAD users/,
    explain: (match, facts) => {
      const message = lineOf(match);
      const isCheckFailure = message.includes('check failure');
      const isForeign = /non AAD users?|this non AAD user/.test(message);
      return {
        title: l10n`Entra ID authorization (Azure RBAC) does not allow it`,
        cause: isCheckFailure
          ? l10n`AKS could not ask Azure whether you may do it, and refuses for the moment.`
          : isForeign
            ? l10n`Azure decides here about users of Microsoft Entra ID only; this user is none, or is impersonated without its object id.`
            : l10n`No AKS RBAC role at the cluster, or at a scope above it, allows this.`,
        fix: isCheckFailure
          ? l10n`Try again in some minutes.`
          : isForeign
            ? l10n`Use a credential of Microsoft Entra ID; kubectl needs --as-user-extra=oid=… to impersonate.`
            : l10n`Ask for an AKS RBAC role, or activate one; it takes effect within five minutes.`,
        remedies: [why(match, facts), ...roles(facts), ...refreshToken(facts)],
      };
    },
  },
  {
    code: 'forbidden',
    pattern: /forbidden: User \\?"/,
    explain: (match, facts) => ({
      title: l10n`The cluster does not allow it`,
      cause: l10n`The sign-in worked, and no role or binding of the cluster allows this to the user that the message names, or to its groups.`,
      fix: l10n`Ask for a binding or a role. Groups travel in the token: after joining one or activating a role, refresh the token.`,
      remedies: [why(match, facts), ...refreshToken(facts), ...roles(facts)],
    }),
  },
];

/** What Kubernetes itself refuses whoever asks, or to who may do it: no token helps. `parseRefusal` knows each of them. */
const admissionProblems: readonly KnownProblem[] = [
  {
    code: 'forbiddenToGrant',
    pattern: /attempting to grant RBAC permissions not currently held/,
    explain: (match, facts) => ({
      title: l10n`You cannot give more rights than you have`,
      cause: l10n`The role or binding holds rights that you do not have yourself, and Kubernetes lets nobody give those.`,
      fix: l10n`Ask somebody with these rights to do it, or ask for the verb escalate or bind on roles.`,
      remedies: [why(match, facts)],
    }),
  },
  {
    code: 'forbiddenByPodSecurity',
    pattern: /is forbidden: violates PodSecurity /,
    explain: (match, facts) => ({
      title: l10n`The namespace’s Pod Security level refuses the pod`,
      cause: l10n`No role is missing: the pod asks for what the level of its namespace does not let any pod have.`,
      fix: l10n`Change the pod as the message says.`,
      remedies: [why(match, facts)],
    }),
  },
  {
    code: 'forbiddenByQuota',
    pattern: /is forbidden: exceeded quota: /,
    explain: (match, facts) => ({
      title: l10n`A quota of the namespace is used up`,
      cause: l10n`No role is missing: with this, the namespace would have more than its ResourceQuota lets it.`,
      fix: l10n`Free some of it, or ask for a larger quota.`,
      remedies: [why(match, facts)],
    }),
  },
  {
    code: 'namespaceEnding',
    pattern: /because it is being terminated/,
    explain: (match, facts) => ({
      title: l10n`The namespace is being deleted`,
      cause: l10n`No role is missing: nothing new can be made in a namespace that is being deleted.`,
      fix: l10n`Wait until it is gone, then create it again; or use another one.`,
      remedies: [why(match, facts)],
    }),
  },
];

/** Last of all: a refusal of which nothing more is known. */
const otherRefusal: KnownProblem = {
  code: 'refused',
  pattern: /Error from server \(Forbidden\)|" is forbidden: /,
  explain: (match, facts) => ({
    title: l10n`The cluster refused it`,
    cause: l10n`The cluster knows who asks, but does not accept what was asked for. The message says why.`,
    fix: l10n`Look at what it says: a limit, a rule of the namespace, or something that has to be there first.`,
    remedies: [why(match, facts)],
  }),
};

export const forbiddenProblems: readonly KnownProblem[] = [
  ...authorizationProblems,
  ...admissionProblems,
  otherRefusal,
];

const longestLine = 1_500;

/** The line that was found, from which it is told who asked for what. */
function lineOf({ input, index }: RegExpExecArray): string {
  const end = input.indexOf('\n', index);
  return input
    .slice(input.lastIndexOf('\n', index) + 1, end === -1 ? undefined : end)
    .trim()
    .slice(0, longestLine);
}

function why(match: RegExpExecArray, { contextName }: ProblemFacts): Remedy {
  return {
    kind: 'explainForbidden',
    title: l10n`Why Forbidden?`,
    message: lineOf(match),
    ...(contextName === undefined ? {} : { contextName }),
  };
}

function roles({ seen }: ProblemFacts): Remedy[] {
  return seen === undefined
    ? []
    : [{ kind: 'onCluster', title: l10n`Activate a Role (PIM)…`, command: 'activateRole', seen }];
}
