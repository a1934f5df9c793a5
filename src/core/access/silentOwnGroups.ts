import { type Cluster, signInTenant } from '../clusters/cluster.ts';
import type { GroupMembership } from '../directory/groupCreation.ts';
import { groupsInToken, type OwnGroups } from '../directory/ownGroups.ts';
import { type Claims, readClaims } from '../entra/accessToken.ts';
import type { HeldTokens, TokenIdentity } from '../entra/heldTokens.ts';
import { clusterScope } from '../entra/scopes.ts';
import type { Account, SignIn } from '../entra/signIn.ts';
import { ownGroupsBy } from './findOwnGroups.ts';

export interface SilentGroupsPorts {
  readonly signIn: Pick<SignIn, 'token'> & Pick<HeldTokens, 'claimsOf'>;
  /** It loads where a token does not name the groups. */
  readonly groupMembership: () => Promise<GroupMembership>;
}

/** Which groups an account is in, by the token for the cluster that is in memory. Nobody is asked for anything. */
export function heldOwnGroups(signIn: Pick<HeldTokens, 'claimsOf'>, account: Account, cluster: Cluster): OwnGroups {
  return groupsInToken(signIn.claimsOf(tokenOf(account, cluster)));
}

/**
 * The same by a token that there is without a prompt; and of somebody in more groups than a token names, as the directory
 * says of the groups that matter. Never prompts and never throws.
 */
export async function silentOwnGroups(
  { signIn, groupMembership }: SilentGroupsPorts,
  account: Account,
  cluster: Cluster,
  groupObjectIds: readonly string[],
): Promise<OwnGroups> {
  let claims: Claims | undefined;
  try {
    const { token } = await signIn.token({ ...tokenOf(account, cluster), interaction: 'silent' });
    claims = readClaims(token);
    const ofToken = groupsInToken(claims);
    return ofToken.kind === 'unknown' && ofToken.why === 'tooMany'
      ? await ownGroupsBy(claims, await groupMembership(), account, cluster, groupObjectIds, {
          interaction: 'silent',
          signal: new AbortController().signal,
        })
      : ofToken;
  } catch {
    // Who one is in the groups is a comfort; a row tells nothing then.
    return groupsInToken(claims);
  }
}

function tokenOf(account: Account, cluster: Cluster): TokenIdentity {
  return { account, tenantId: signInTenant(cluster), scope: clusterScope() };
}
