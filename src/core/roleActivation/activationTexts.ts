import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { durationText } from './activationDurations.ts';
import type { ActivationWish } from './activationRequest.ts';
import type { ActivationOutcome } from './activationStatus.ts';
import type { EligibleRole } from './eligibleRole.ts';
import { isDataPlaneRole, roleEffect } from './roleEffects.ts';
import { scopeText } from './roleScope.ts';

/** A row for a role: where, until when, through whom; below it what it gives. */
export function roleRow(
  role: EligibleRole,
  cluster: Cluster,
): { readonly description: string; readonly detail: string } {
  const { active, endsAtMs, throughGroup } = role;
  const state =
    active === undefined
      ? endsAtMs === undefined
        ? undefined
        : l10n`can be activated until ${timeText(endsAtMs)}`
      : active.endsAtMs === undefined
        ? l10n`active already`
        : l10n`active already, until ${timeText(active.endsAtMs)}`;
  const group = throughGroup === undefined ? undefined : l10n`through the group ${quotedName(throughGroup)}`;
  return {
    description: [scopeText(role.scope, cluster.id), group, state].filter((part) => part !== undefined).join(' · '),
    detail: roleEffect(role.roleId, cluster),
  };
}

/** The one question before anything is asked of Azure. */
export function activationQuestion(
  role: EligibleRole,
  cluster: Cluster,
  wish: ActivationWish,
): { readonly message: string; readonly detail: string } {
  return {
    message: l10n`Activate ${quotedName(role.name)} for ${durationText(wish.minutes)}?`,
    detail: [
      l10n`Cluster: ${printable(cluster.name)}`,
      l10n`Where: ${scopeText(role.scope, cluster.id)}`,
      l10n`What it gives there: ${roleEffect(role.roleId, cluster)}`,
      l10n`Justification, which Azure keeps for those who review access: ${quotedName(wish.justification)}`,
      l10n`The role’s rules may require that somebody approves it first.`,
    ].join('\n\n'),
  };
}

/** What came of a request that Azure took. */
export function activationResult(
  role: EligibleRole,
  cluster: Pick<Cluster, 'name'>,
  { minutes }: ActivationWish,
  outcome: ActivationOutcome,
  nowMs: number,
): string {
  // What matters comes first: a notification cuts off what is long, and the names of these roles are.
  const [roleName, name] = [quotedName(shortName(role)), printable(cluster.name)];
  switch (outcome) {
    case 'active':
      return [
        l10n`Active until ${endText(nowMs + minutes * 60_000, nowMs)} on ${name}: ${roleName}.`,
        ...(isDataPlaneRole(role.roleId) ? [l10n`It can take up to five minutes until the cluster knows it.`] : []),
      ].join(' ');
    case 'asked':
      return l10n`Requested on ${name}, but not known to be active yet: ${roleName}. The portal shows how far it is.`;
    case 'waitsForApproval':
      return l10n`Waiting for approval on ${name}: ${roleName}. You have it once somebody approves it.`;
    case 'refused':
      return l10n`Azure refused the request on ${name}: ${roleName}. The portal’s page says more.`;
  }
}

function shortName({ name }: EligibleRole): string {
  return name.replace('Azure Kubernetes Service ', 'AKS ');
}

/** The time of today, or another day with its time. */
function endText(ms: number, nowMs: number): string {
  const [end, now] = [new Date(ms), new Date(nowMs)];
  return end.toDateString() === now.toDateString()
    ? end.toLocaleTimeString(undefined, { timeStyle: 'short' })
    : timeText(ms);
}

function timeText(ms: number): string {
  return new Date(ms).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
