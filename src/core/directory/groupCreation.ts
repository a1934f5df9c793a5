import type { CallOptions } from '../clusters/clusterPorts.ts';
import type { Account } from '../entra/signIn.ts';
import type { FoundGroup } from './groupSearch.ts';

/** Making security groups, where the directory lets VS Code’s own client do that. Never prompts. */
export interface GroupCreation {
  /** Whether the account’s token allows it; false where nobody can be asked. Rejects with an AbortError only. */
  mayCreate(account: Account, tenantId: string, signal: AbortSignal): Promise<boolean>;

  /** Groups of exactly that name: names are not unique. Empty where nobody can be asked. Rejects with an AbortError only. */
  groupsNamed(account: Account, tenantId: string, name: string, signal: AbortSignal): Promise<readonly FoundGroup[]>;

  /**
   * Makes a security group with the account in it; whoever makes one owns it.
   *
   * @throws AksEntraError; an AbortError on cancel, and the group may be there all the same
   */
  create(account: Account, tenantId: string, name: string, signal: AbortSignal): Promise<FoundGroup>;
}

/** Which of some groups an account is in, by whatever other group. */
export interface GroupMembership {
  /** Undefined where nobody can be asked. Rejects with an AbortError only. */
  memberOf(
    account: Account,
    tenantId: string,
    groupObjectIds: readonly string[],
    options: CallOptions,
  ): Promise<readonly string[] | undefined>;
}

/** Any one of these in a token’s `scp` lets one make a group. https://learn.microsoft.com/graph/api/group-post-groups */
const enoughToCreate = new Set(['group.readwrite.all', 'directory.readwrite.all', 'directory.accessasuser.all']);

/** Whether a Graph token with these permissions can make groups; the directory may refuse it all the same. */
export function letsCreateGroups(scopes: readonly string[]): boolean {
  return scopes.some((scope) => enoughToCreate.has(scope.toLowerCase()));
}

/** Graph takes no longer name for a group. */
export const longestGroupName = 256;
/** @see https://learn.microsoft.com/graph/api/resources/group#properties */
const longestNickname = 64;

/** A mail nickname from a name: letters, digits and three signs are all that Graph and every shell take. Never empty. */
export function nicknameOf(name: string): string {
  const ascii = name.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const nickname = ascii
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, longestNickname);
  return nickname === '' ? 'aks-admins' : nickname;
}
