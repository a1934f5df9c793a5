import { isAtOrAbove } from '../access/clusterScope.ts';
import { roleOfDefinition } from '../access/roles.ts';
import type { CheckRow } from '../checks/checkRow.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import type { EligibleRole } from '../roleActivation/eligibleRole.ts';
import { scopeText } from '../roleActivation/roleScope.ts';
import { askedScopes } from './askedScopes.ts';
import type { ForbiddenFacts } from './forbiddenFacts.ts';
import { roleCovers } from './neededRole.ts';
import type { RefusedRequest } from './refusal.ts';
import { shortRoleName } from './shortRoleName.ts';

/** Whether one could have a role that covers it by a click, with Privileged Identity Management. */
export function activationRow(request: RefusedRequest, facts: ForbiddenFacts, seen: SeenCluster): CheckRow {
  const { cluster, account } = seen;
  const title = l10n`Activate a Role (PIM)…`;
  const remedies = [{ kind: 'activateRole', title, clusterId: cluster.id, accountId: account.id }] as const;
  if (facts.eligible === undefined) {
    return {
      id: 'activation',
      title: l10n`Roles to activate (PIM)`,
      state: 'skipped',
      summary: l10n`not known`,
      remedies,
    };
  }
  const [role] = facts.eligible
    .filter((one) => isMeant(one, request, seen))
    .toSorted((a, b) => Number(b.active !== undefined) - Number(a.active !== undefined));
  if (role === undefined) {
    return {
      id: 'activation',
      title: l10n`Roles to activate (PIM)`,
      state: 'note',
      summary: l10n`no AKS role covers it`,
      details: [
        l10n`None of the AKS RBAC roles that you could activate covers this. Roles of your organization’s own, and groups whose membership you could activate, are not looked into: one of those may cover it.`,
      ],
      remedies,
    };
  }
  const summary = `${printable(shortRoleName(role.name))} · ${scopeText(role.scope, cluster.id)}`;
  if (role.active !== undefined) {
    return {
      id: 'activation',
      title: l10n`Active role (PIM)`,
      state: 'warning',
      summary,
      details: [
        l10n`${quotedName(role.name)} covers this. It takes up to five minutes until the cluster knows it, and if you have it through a group, only a new token has it: refresh the token, and try again.`,
      ],
      remedies: [{ kind: 'onCluster', command: 'refreshToken', seen, title: l10n`Refresh Token Now` }],
    };
  }
  return {
    id: 'activation',
    title: l10n`You can activate (PIM)`,
    state: 'warning',
    summary,
    details: [
      l10n`${quotedName(role.name)} covers this, for some hours. You need nobody else if its rules ask for no approval.`,
    ],
    remedies,
  };
}

function isMeant(
  { roleDefinitionId, scope }: EligibleRole,
  request: RefusedRequest,
  { cluster }: SeenCluster,
): boolean {
  const role = roleOfDefinition(roleDefinitionId);
  const asked = askedScopes(cluster, request).flatMap((one) => one.scope ?? []);
  // Which management groups lie above a cluster nobody knows here.
  const isAbove = /^\/providers\/Microsoft\.Management\//i.test(scope) || asked.some((one) => isAtOrAbove(scope, one));
  return role !== undefined && isAbove && roleCovers(role, request);
}
