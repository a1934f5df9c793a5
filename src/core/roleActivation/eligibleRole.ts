import { isAtOrAbove } from '../access/clusterScope.ts';
import { readProperty, readString } from '../azure/readProperty.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { concernsCluster } from './roleScope.ts';

/** A role that an account could activate with Privileged Identity Management, and that counts on a cluster. */
export interface EligibleRole {
  /** As Azure wrote it: it goes back so. */
  readonly roleDefinitionId: string;
  /** The role’s GUID in small letters. */
  readonly roleId: string;
  readonly name: string;
  /** Where it is activated. */
  readonly scope: string;
  /** What an activation names as the eligibility that it uses. */
  readonly scheduleName: string;
  /** The group through which the account has it. */
  readonly throughGroup?: string;
  /** Until when it could be activated, in ms; undefined: without an end. */
  readonly endsAtMs?: number;
  /** It is in force already. */
  readonly active?: ActiveRole;
}

interface ActiveRole {
  /** In ms; undefined: without an end. */
  readonly endsAtMs?: number;
}

/**
 * The roles of PIM’s `roleEligibilityScheduleInstances`, each once for each scope, by name. PIM answers about scopes
 * above and below the one that was asked about; what has nothing to do with the cluster is left out.
 *
 * @param activeRows of `roleAssignmentScheduleInstances`; none where they could not be read
 */
export function eligibleRoles(
  rows: readonly unknown[],
  activeRows: readonly unknown[],
  cluster: Pick<Cluster, 'id'>,
): EligibleRole[] {
  const active = activeRows.flatMap(targetOf);
  const roles = new Map<string, EligibleRole>();
  for (const row of rows) {
    const role = eligibleRole(row);
    if (role === undefined || !concernsCluster(role.scope, cluster.id)) {
      continue;
    }
    const key = `${role.roleId} ${role.scope.toLowerCase()}`;
    // One’s own comes before one through a group: it asks for less.
    if (roles.get(key)?.throughGroup !== undefined || !roles.has(key)) {
      roles.set(key, withActive(role, active));
    }
  }
  return [...roles.values()].toSorted((a, b) => a.name.localeCompare(b.name) || a.scope.length - b.scope.length);
}

/** Whether a role is in force at its scope, by the rows of `roleAssignmentScheduleInstances`. */
export function isActiveIn(activeRows: readonly unknown[], role: EligibleRole): boolean {
  return withActive(role, activeRows.flatMap(targetOf)).active !== undefined;
}

function withActive(role: EligibleRole, active: readonly Target[]): EligibleRole {
  const own = active.filter(({ roleId, scope }) => roleId === role.roleId && isAtOrAbove(scope, role.scope));
  if (own.length === 0) {
    return role;
  }
  const ends = own.flatMap(({ endsAtMs }) => endsAtMs ?? []);
  return { ...role, active: ends.length === own.length ? { endsAtMs: Math.max(...ends) } : {} };
}

interface Target {
  readonly roleDefinitionId: string;
  readonly roleId: string;
  readonly scope: string;
  readonly endsAtMs?: number;
}

function eligibleRole(row: unknown): EligibleRole | undefined {
  const [target] = targetOf(row);
  const properties = readProperty(row, 'properties');
  // Its ids have another root than the scope: only the last segment names the schedule.
  const scheduleName = readString(properties, 'roleEligibilityScheduleId')?.split('/').at(-1);
  if (target === undefined || scheduleName === undefined || scheduleName === '') {
    return undefined;
  }
  const expanded = readProperty(properties, 'expandedProperties');
  const name = readString(readProperty(expanded, 'roleDefinition'), 'displayName') ?? target.roleId;
  const isOfGroup = readString(properties, 'principalType')?.toLowerCase() === 'group';
  const group = readString(readProperty(expanded, 'principal'), 'displayName') ?? readString(properties, 'principalId');
  return { ...target, name, scheduleName, ...(isOfGroup && group !== undefined ? { throughGroup: group } : {}) };
}

/** None for a row that is not understood. */
function targetOf(row: unknown): [Target] | [] {
  const properties = readProperty(row, 'properties');
  const roleDefinitionId = readString(properties, 'roleDefinitionId');
  const scope = readString(properties, 'scope');
  const roleId = roleDefinitionId?.split('/').at(-1)?.toLowerCase();
  if (roleDefinitionId === undefined || scope === undefined || roleId === undefined || roleId === '') {
    return [];
  }
  const endsAtMs = Date.parse(readString(properties, 'endDateTime') ?? '');
  return [{ roleDefinitionId, roleId, scope, ...(Number.isNaN(endsAtMs) ? {} : { endsAtMs }) }];
}
