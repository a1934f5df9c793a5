import type { Cluster } from '../clusters/cluster.ts';
import type { OwnGroups } from '../directory/ownGroups.ts';
import { l10n } from '../l10n.ts';
import { quotedNames } from '../quotedNames.ts';
import { mayAdministerInside, mayFetchAdminCredential, mayReadInside } from './permissions.ts';

/** What is known of who is about to change a cluster. */
export interface AccessFacts {
  readonly groups: OwnGroups;
  /** Groups that were made a moment ago with the account in them: no token has them yet. In small letters. */
  readonly createdGroups: ReadonlySet<string>;
  /** The entries of ARM’s `permissions` answer. */
  readonly permissions: readonly unknown[];
}

/** Whether who changes a cluster can still administer what is inside it afterwards, in words to read. */
export type AccessProof =
  { readonly kind: 'proven'; readonly text: string } | { readonly kind: 'unproven'; readonly text: string };

/**
 * Whether an account keeps its access to a cluster as it will be. Two things prove it: a group of one’s own that is an
 * admin group, and under Entra ID authorization (Azure RBAC) the data actions of one’s roles. Kubernetes role bindings may
 * give access too, but cannot be seen from outside.
 *
 * @param after the cluster as it will be
 * @param groupNames by object id in small letters
 * @param isAsItIs its admin groups are what they are: something else is changed
 */
export function accessProof(
  after: Cluster,
  { groups, createdGroups, permissions }: AccessFacts,
  groupNames: ReadonlyMap<string, string>,
  isAsItIs = false,
): AccessProof {
  const admins = after.entra.kind === 'none' ? [] : after.entra.adminGroupObjectIds.map((id) => id.toLowerCase());
  const named = (ids: readonly string[]): string => quotedNames(ids.map((id) => groupNames.get(id) ?? id));
  const own = admins.filter((id) => groups.kind === 'known' && groups.ids.has(id));
  if (own.length > 0) {
    const isByToken = groups.kind === 'known' && groups.source === 'token';
    const membership = isByToken
      ? l10n`You keep access: your token says that you are in ${named(own)}`
      : l10n`You keep access: the directory says that you are in ${named(own)}`;
    return {
      kind: 'proven',
      text: isAsItIs
        ? l10n`${membership}, which is among the admin groups.`
        : l10n`${membership}, which will be among the admin groups.`,
    };
  }
  const created = admins.filter((id) => createdGroups.has(id));
  if (created.length > 0) {
    return {
      kind: 'proven',
      text: l10n`You keep access: you made ${named(created)} with yourself in it. Your next token has it; refresh the present one.`,
    };
  }
  const hasAzureRbac = after.authorization === 'azureRbac';
  if (hasAzureRbac && mayAdministerInside(permissions)) {
    return {
      kind: 'proven',
      text: l10n`You keep access: with Azure RBAC, your roles on the cluster let you administer what is inside it.`,
    };
  }
  const reasons = [
    whyNoGroup(admins, groups, isAsItIs),
    hasAzureRbac ? whyNoRole(permissions) : undefined,
    l10n`What Kubernetes role bindings give you cannot be seen from here.`,
    after.hasLocalAccounts && mayFetchAdminCredential(permissions)
      ? l10n`The admin credential, which you may fetch, still opens it while local accounts are on.`
      : undefined,
  ].filter((reason) => reason !== undefined);
  return {
    kind: 'unproven',
    text: l10n`It is not proven that you keep access. ${reasons.join(' ')}`,
  };
}

function whyNoGroup(admins: readonly string[], groups: OwnGroups, isAsItIs: boolean): string {
  if (admins.length === 0) {
    return isAsItIs ? l10n`The cluster has no admin group.` : l10n`There will be no admin group.`;
  }
  if (groups.kind === 'known') {
    return isAsItIs
      ? l10n`You are in none of its admin groups.`
      : l10n`You are in none of the groups that will be admin groups.`;
  }
  return groups.why === 'tooMany'
    ? l10n`You are in too many groups for a token, and Microsoft Graph does not tell whether an admin group is among them.`
    : l10n`Without a token for the cluster, it is not known which groups you are in.`;
}

function whyNoRole(permissions: readonly unknown[]): string {
  return mayReadInside(permissions)
    ? l10n`Your Azure roles on the cluster let you see what is inside it, but not administer it.`
    : l10n`You have no Azure role that opens what is inside the cluster.`;
}
