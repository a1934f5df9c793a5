import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { KnownProblem, ProblemFacts } from './problem.ts';
import { getCredentialsAgain } from './problemRemedies.ts';
import { type Remedy, refreshClusters } from './remedy.ts';

/** What `az aks get-credentials` and its neighbours say, and az where kubelogin asks it. */
export const azProblems: readonly KnownProblem[] = [
  {
    code: 'azEntryConflict',
    pattern: /A different object named ([^\n]{1,300}) already exists/,
    explain: ([, name = ''], facts) => ({
      title: l10n`The kubeconfig has another entry of that name`,
      cause: l10n`${printable(name)} is in the kubeconfig and is not the same: a cluster that was recreated, or one of the same name.`,
      fix: l10n`AKS Entra gives each cluster names of its own and shows what changes; --overwrite-existing replaces the entry.`,
      remedies: [getCredentialsAgain(facts)],
    }),
  },
  {
    code: 'azLocalAccountsOff',
    pattern: /Getting static credential is not allowed because this cluster is set to disable local accounts/,
    explain: (_match, facts) => ({
      title: l10n`The cluster’s local accounts are off`,
      cause: l10n`It gives out no static credential: neither the admin’s nor, without Microsoft Entra ID, anybody’s.`,
      fix: l10n`Get the credential of Microsoft Entra ID, without --admin.`,
      remedies: [getCredentialsAgain(facts)],
    }),
  },
  {
    code: 'azRoleMissing',
    pattern:
      /AuthorizationFailed\)?[^\n]{0,400}does not have authorization to perform action '(Microsoft\.ContainerService\/[^'\n]{1,200})' over scope '([^'\n]{1,500})'/,
    explain: ([, action = '', scope = ''], facts) => ({
      title: l10n`A role on the cluster is missing`,
      cause: l10n`No role allows ${printable(action)} on it. The roles for credentials are Azure Kubernetes Service Cluster User and Cluster Admin; AKS RBAC roles do not bring it.`,
      fix: l10n`Activate such a role or have it assigned, then sign in again.`,
      remedies: [...activation(scope, facts), { kind: 'signIn', title: l10n`Sign In Again` }],
    }),
  },
  {
    code: 'azClusterNotFound',
    pattern:
      /The Resource 'Microsoft\.ContainerService\/managedClusters\/([^'\n]{1,100})' under resource group '([^'\n]{1,100})' was not found/i,
    explain: ([, name = '', group = '']) => ({
      title: l10n`Azure does not find the cluster`,
      cause: l10n`There is no ${printable(name)} in ${printable(group)} of the subscription that was asked: it was deleted, or az is set to another subscription.`,
      fix: l10n`Choose the cluster in the list; it shows all subscriptions of the account.`,
      remedies: [{ kind: 'getCredentials', title: l10n`Get AKS Credentials` }, refreshClusters],
    }),
  },
  {
    code: 'azSignedOut',
    pattern: /Please run ['`"]?az login|Please run:\s{1,5}az login|az login --claims-challenge/,
    explain: (_match, facts) => ({
      title: l10n`az is not signed in`,
      cause: l10n`The Azure CLI has no sign-in that serves here, or a stronger one is asked for.`,
      fix: l10n`Run the line that az shows, or “az login”; VS Code’s own sign-in needs no az.`,
      remedies: [
        { kind: 'copyLine', title: l10n`Copy “az login”`, line: 'az login' },
        ...(facts.hasOwnPlugin === true ? [] : [vscodeInstead(facts)]),
      ],
    }),
  },
];

function vscodeInstead({ contextName }: ProblemFacts): Remedy {
  const contextNames = contextName === undefined ? [] : [contextName];
  return { kind: 'useVscodeSignIn', title: l10n`Use VS Code Sign-in…`, contextNames };
}

/** The message names the cluster itself where nothing else is known of it. */
function activation(scope: string, { seen }: ProblemFacts): Remedy[] {
  const id =
    /^\/subscriptions\/[\w-]{1,64}\/resourceGroups\/[^/]{1,90}\/providers\/Microsoft\.ContainerService\/managedClusters\/[\w-]{1,63}/i.exec(
      scope,
    )?.[0];
  const clusterId = seen?.cluster.id ?? id;
  const account = seen === undefined ? {} : { accountId: seen.account.id };
  return clusterId === undefined
    ? []
    : [{ kind: 'activateRole', title: l10n`Activate a Role (PIM)…`, clusterId, ...account }];
}
