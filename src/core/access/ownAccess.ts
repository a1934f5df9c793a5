import { AksEntraError } from '../aksEntraError.ts';
import { type Cluster, signInTenant } from '../clusters/cluster.ts';
import type { CallOptions } from '../clusters/clusterPorts.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import type { GroupMembership } from '../directory/groupCreation.ts';
import type { OwnGroups } from '../directory/ownGroups.ts';
import { type PeopleSearch, principalName } from '../directory/people.ts';
import type { SignIn } from '../entra/signIn.ts';
import { l10n } from '../l10n.ts';
import type { Logger } from '../logger.ts';
import { printable } from '../printable.ts';
import { type AccessProof, accessProof } from './accessProof.ts';
import type { AssignedRole, RoleAssignments } from './accessPorts.ts';
import { clusterScope, isAtOrAbove } from './clusterScope.ts';
import type { ExistingGrant } from './existingGrants.ts';
import type { Claims } from '../entra/accessToken.ts';
import { findOwnClaims, ownGroupsBy } from './findOwnGroups.ts';
import { covers } from './roles.ts';

export interface OwnAccessPorts {
  readonly signIn: Pick<SignIn, 'token'>;
  readonly groupMembership: GroupMembership;
  readonly roleAssignments: Pick<RoleAssignments, 'permissions' | 'assigned'>;
  readonly people: Pick<PeopleSearch, 'byIds'>;
  readonly logger: Logger;
}

/**
 * Whether access that is to be revoked is one’s own, and what lets one in without it.
 *
 * @returns undefined where it is somebody else’s
 * @throws an AbortError on cancel, that of a sign-in too
 */
export async function proofWithout(
  ports: OwnAccessPorts,
  seen: SeenCluster,
  grant: ExistingGrant,
  options: CallOptions,
  nowMs: number,
): Promise<AccessProof | undefined> {
  const { account, cluster } = seen;
  const { signal } = options;
  const admins = cluster.entra.kind === 'none' ? [] : cluster.entra.adminGroupObjectIds.map((id) => id.toLowerCase());
  const claims = await findOwnClaims(ports, account, cluster, nowMs, signal);
  const asked = [...new Set([...admins, ...(grant.who.kind === 'Group' ? [grant.who.id.toLowerCase()] : [])])];
  const groups = await ownGroupsBy(claims, ports.groupMembership, account, cluster, asked, options);
  if (!isOwnAccess(claims, groups, grant)) {
    return undefined;
  }
  const oid = claims?.['oid'];
  const [permissions, assigned, people] = await Promise.all([
    unlessUnknown(() => ports.roleAssignments.permissions(seen, options, clusterScope(cluster))),
    unlessUnknown(async () =>
      typeof oid === 'string' ? (await ports.roleAssignments.assigned(seen, options, oid)).roles : [],
    ),
    ports.people.byIds(account, signInTenant(cluster), admins, signal),
  ]);
  const names = new Map([...people].map(([id, one]) => [id, principalName(one)]));
  return accessWithout(cluster, grant, { groups, permissions, assigned }, names);
}

/**
 * Whether access is one’s own: by oneself, or by a group that one is in. Where nobody knows who one is, or which groups
 * one is in, it may be, so it is.
 *
 * @param claims undefined: there is no token
 */
export function isOwnAccess(claims: Claims | undefined, groups: OwnGroups, { who }: ExistingGrant): boolean {
  if (typeof claims?.['oid'] !== 'string') {
    return true;
  }
  const id = who.id.toLowerCase();
  const isSame = (value: unknown): boolean => typeof value === 'string' && value.toLowerCase() === id;
  if (isSame(claims['oid']) || isSame(claims['upn'])) {
    return true;
  }
  return who.kind === 'Group' && (groups.kind === 'unknown' || groups.ids.has(id));
}

/** What is known of somebody whose own access is to be revoked. */
interface OwnFacts {
  readonly groups: OwnGroups;
  /** The entries of ARM’s `permissions` answer, with what is to be revoked. */
  readonly permissions: readonly unknown[];
  /** Their roles, by groups too, with the one that is to be revoked. */
  readonly assigned: readonly AssignedRole[];
}

/** What lets one in without a grant: another role has to give what a role gave. */
export function accessWithout(
  cluster: Cluster,
  grant: ExistingGrant,
  { groups, permissions, assigned }: OwnFacts,
  groupNames: ReadonlyMap<string, string>,
): AccessProof {
  const removed = grant.kind === 'assignment' ? grant.assignment : undefined;
  const isLeft = (role: 'clusterUser' | 'rbacAdmin'): boolean =>
    assigned.some(
      (one) =>
        one.id.toLowerCase() !== removed?.id.toLowerCase() &&
        !one.hasCondition &&
        covers(one.role, role) &&
        isAtOrAbove(one.scope, clusterScope(cluster)),
    );
  if (removed !== undefined && covers(removed.role, 'clusterUser') && !isLeft('clusterUser')) {
    return {
      kind: 'unproven',
      text: l10n`It is not proven that you keep access: no other role is known by which you may fetch a credential for ${printable(cluster.name)}.`,
    };
  }
  // ARM’s answer does not tell which role gives what.
  const isInDoubt = removed !== undefined && covers(removed.role, 'rbacWriter') && !isLeft('rbacAdmin');
  const facts = { groups, createdGroups: new Set<string>(), permissions: isInDoubt ? [] : permissions };
  return accessProof(cluster, facts, groupNames, true);
}

async function unlessUnknown<T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AksEntraError) {
      return [];
    }
    throw error;
  }
}
