import type { CheckRow } from '../checks/checkRow.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { redactSecrets } from '../redactSecrets.ts';
import type { ForbiddenFacts } from './forbiddenFacts.ts';
import { isOfApplication } from './missingRoleRow.ts';
import type { Refusal, RefusedRequest } from './refusal.ts';

const safeguards = 'https://learn.microsoft.com/azure/aks/deployment-safeguards';

/** What is no question of one’s rights, or cannot be told from the words. */
export function otherRefusalRow(refusal: Exclude<Refusal, RefusedRequest>, facts: ForbiddenFacts): CheckRow {
  const isAutomatic = facts.seen?.cluster.isAutomatic === true;
  switch (refusal.kind) {
    case 'policy':
      return {
        id: 'request',
        title: l10n`A policy of the cluster refuses the object: no role helps`,
        state: 'error',
        details: [
          l10n`You may write it; ${quotedName(refusal.by)} does not let it in as it is: ${printable(redactSecrets(refusal.text.slice(0, 500)))}`,
          ...(refusal.isOfAks
            ? [
                isAutomatic
                  ? l10n`AKS Automatic brings these policies (deployment safeguards): nobody can turn off those of the baseline. Change the object.`
                  : l10n`It is a policy of Azure’s (deployment safeguards, or one that your organization assigned). Change the object, or ask for an exemption.`,
              ]
            : [l10n`Change the object, or ask the person who made the policy.`]),
        ],
        remedies: refusal.isOfAks
          ? [{ kind: 'openPage', url: safeguards, title: l10n`What the Policies Ask For` }]
          : [],
      };
    case 'escalation':
      return {
        id: 'request',
        title: l10n`You cannot give more rights than you have`,
        state: 'error',
        details: [
          l10n`You may write roles or bindings, but this one gives rights that you do not have yourself. Kubernetes lets that do only those who have all of them, or the verbs “bind” or “escalate”.`,
          l10n`Somebody with the role “cluster-admin”, or with Azure’s RBAC Cluster Admin, can do it.`,
        ],
        remedies: grantOf(facts),
      };
    case 'podSecurity':
      return noRole(
        l10n`The namespace’s pod security standard refuses the pod: no role helps`,
        l10n`Change the pod as the message says, or have the label “pod-security.kubernetes.io/enforce” of the namespace changed.`,
      );
    case 'quota':
      return noRole(
        l10n`The namespace’s quota is used up: no role helps`,
        l10n`Delete something in it, or have its ResourceQuota raised: that needs Azure’s RBAC Cluster Admin or Kubernetes’ “cluster-admin”.`,
      );
    case 'terminating':
      return noRole(
        l10n`The namespace is being deleted: no role helps`,
        l10n`Nothing new can be created in it. Wait until it is gone, and create it again.`,
      );
    case 'unauthorized':
      return {
        id: 'request',
        title: l10n`The cluster did not recognise who asked (Unauthorized)`,
        state: 'error',
        details: [
          l10n`Roles are not the reason: the token has run out, or it is for another tenant or cluster.`,
          ...(isOfApplication(facts.login)
            ? [
                l10n`An application in more than 200 groups is refused like this too: AKS does not ask the directory for its groups.`,
              ]
            : []),
        ],
        remedies:
          facts.contextName === undefined
            ? [{ kind: 'refreshToken', title: l10n`Refresh Token Now` }]
            : [
                { kind: 'verifyContext', contextName: facts.contextName, title: l10n`Verify Access` },
                { kind: 'refreshToken', title: l10n`Refresh Token Now` },
              ],
      };
    case 'unknown':
      return {
        id: 'request',
        title: l10n`The cluster refused it, in words that AKS Entra does not know`,
        state: 'warning',
        details: [
          l10n`The message does not name a user, verb and resource, as a refusal for missing rights does: it may come from an admission webhook, or from AKS itself, which lets nobody change what it manages.`,
        ],
        remedies:
          facts.contextName === undefined
            ? []
            : [{ kind: 'verifyContext', contextName: facts.contextName, title: l10n`Verify Access` }],
      };
  }
}

function noRole(title: string, detail: string): CheckRow {
  return { id: 'request', title, state: 'error', details: [detail] };
}

function grantOf({ seen }: ForbiddenFacts): CheckRow['remedies'] & object {
  return seen === undefined ? [] : [{ kind: 'onCluster', command: 'grantAccess', seen, title: l10n`Grant Access…` }];
}
