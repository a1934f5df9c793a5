import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import type { AccessToken } from '../../core/entra/accessToken.ts';
import type { Account } from '../../core/entra/signIn.ts';
import { describeGroups, tokenFacts } from '../../core/entra/tokenFacts.ts';
import { l10n } from '../../core/l10n.ts';

/**
 * What decides about access, in half a sentence: "was issued at 10:31:05 and names 2 groups: SRE, Platform".
 *
 * @param tenantId of the token: groups are looked up there
 */
export async function tokenSentence(
  groupNames: GroupNames,
  account: Account,
  tenantId: string,
  token: AccessToken,
): Promise<string> {
  const { issuedOnMs, groupObjectIds } = tokenFacts(token);
  const names = await groupNames.groupNames(account, tenantId, groupObjectIds ?? []);
  const issued = issuedOnMs === undefined ? '' : l10n`was issued at ${new Date(issuedOnMs).toLocaleTimeString()} and `;
  return `${issued}${describeGroups(groupObjectIds, names)}`;
}
