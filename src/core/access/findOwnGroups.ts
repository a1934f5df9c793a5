import { AksEntraError } from '../aksEntraError.ts';
import { unlessAborted } from '../cancellation.ts';
import type { CallOptions } from '../clusters/clusterPorts.ts';
import { signInTenant, type Cluster } from '../clusters/cluster.ts';
import type { GroupMembership } from '../directory/groupCreation.ts';
import { groupsInToken, type OwnGroups } from '../directory/ownGroups.ts';
import { type Claims, readClaims } from '../entra/accessToken.ts';
import { freshToken } from '../entra/freshToken.ts';
import { clusterScope } from '../entra/scopes.ts';
import type { Account, SignIn } from '../entra/signIn.ts';
import type { Logger } from '../logger.ts';

export interface OwnClaimsPorts {
  readonly signIn: Pick<SignIn, 'token'>;
  readonly logger: Pick<Logger, 'info'>;
}

interface OwnGroupsPorts extends OwnClaimsPorts {
  readonly groupMembership: GroupMembership;
}

/**
 * Which groups an account is in: as a token says that Entra issues now for the cluster, since the present one may name
 * groups that the account has left; and where that cannot, as the directory says of the groups that matter. Only for what
 * the user asked for.
 *
 * @throws an AbortError on cancel, that of a sign-in too
 */
export async function findOwnGroups(
  ports: OwnGroupsPorts,
  account: Account,
  cluster: Cluster,
  groupObjectIds: readonly string[],
  nowMs: number,
  signal: AbortSignal,
): Promise<OwnGroups> {
  const claims = await findOwnClaims(ports, account, cluster, nowMs, signal);
  const options = { interaction: 'allowed', signal } as const;
  return ownGroupsBy(claims, ports.groupMembership, account, cluster, groupObjectIds, options);
}

/**
 * What a token says that Entra issues now for a cluster.
 *
 * @returns undefined where there is none, or none that can be read
 * @throws an AbortError on cancel, that of a sign-in too
 */
export async function findOwnClaims(
  { signIn, logger }: OwnClaimsPorts,
  account: Account,
  cluster: Cluster,
  nowMs: number,
  signal: AbortSignal,
): Promise<Claims | undefined> {
  const request = { account, tenantId: signInTenant(cluster), scope: clusterScope() };
  try {
    return readClaims((await unlessAborted(signal, () => freshToken(signIn, request, nowMs, logger))).token);
  } catch (error) {
    if (error instanceof AksEntraError) {
      return undefined;
    }
    throw error;
  }
}

/** As `findOwnGroups`, once there is a token. */
export async function ownGroupsBy(
  claims: Claims | undefined,
  groupMembership: GroupMembership,
  account: Account,
  cluster: Cluster,
  groupObjectIds: readonly string[],
  options: CallOptions,
): Promise<OwnGroups> {
  const ofToken = groupsInToken(claims);
  if (ofToken.kind === 'known' || groupObjectIds.length === 0) {
    return ofToken;
  }
  const found = await groupMembership.memberOf(account, signInTenant(cluster), groupObjectIds, options);
  return found === undefined ? ofToken : { kind: 'known', ids: new Set(found), source: 'directory' };
}
