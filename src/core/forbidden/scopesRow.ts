import type { CheckRow } from '../checks/checkRow.ts';
import { l10n } from '../l10n.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { type AskedScope, askedScopes } from './askedScopes.ts';
import type { ForbiddenFacts } from './forbiddenFacts.ts';
import { coversNow, rolesAt } from './ownRoles.ts';
import type { RefusedRequest } from './refusal.ts';

/** At which scopes Azure was asked, in which order, and what one has at each of them now. */
export function scopesRow(request: RefusedRequest, facts: ForbiddenFacts, cluster: Cluster): CheckRow {
  const rows = askedScopes(cluster, request).map((asked, index) => scopeRow(request, facts, asked, index));
  return {
    id: 'scopes',
    title: l10n`Where AKS asked Azure, one after the other`,
    state: 'note',
    summary: l10n`each one only because the answer before it was no`,
    rows,
  };
}

function scopeRow(
  request: RefusedRequest,
  facts: ForbiddenFacts,
  { label, scope }: AskedScope,
  index: number,
): CheckRow {
  const row = { id: `scope-${index}`, title: l10n`${index + 1}. ${label}` };
  if (scope === undefined) {
    return { ...row, state: 'skipped', summary: l10n`cannot be seen from here` };
  }
  const isCovered = coversNow(facts, request, scope);
  if (isCovered === undefined) {
    return { ...row, state: 'skipped', summary: l10n`your roles there are not known` };
  }
  if (isCovered) {
    return { ...row, state: 'ok', summary: l10n`your roles there cover it now`, details: [scope] };
  }
  const roles = rolesAt(facts, scope);
  return {
    ...row,
    state: 'error',
    summary: roles === undefined ? l10n`none of your roles opens it` : l10n`your roles do not cover it: ${roles}`,
    details: [scope],
  };
}
