import { assignmentLine } from '../access/grantCommands.ts';
import { mayAdministerInside, mayAssignRoles, mayDo, mayFetchUserCredential } from '../access/permissions.ts';
import { azureRoles } from '../access/roles.ts';
import { AksEntraError } from '../aksEntraError.ts';
import { shellOption } from '../clusterWrites/shellWord.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import type { CreationPlace } from './creationPorts.ts';
import { idOfGroup } from './newCluster.ts';

/** What an account may do where a cluster is to be, from ARM’s `permissions` answer. */
export interface CreationRights {
  readonly mayCreate: boolean;
  readonly mayAssign: boolean;
  /** Roles above the cluster let them do everything in one with Azure RBAC. */
  readonly hasRole: boolean;
  /** Roles above the cluster let them fetch its credential. */
  readonly mayFetch: boolean;
}

/** @param isGroupNew the group is made too, and the answer is about the subscription */
export function creationRights(entries: readonly unknown[], isGroupNew: boolean): CreationRights {
  const needed = [
    'Microsoft.ContainerService/managedClusters/write',
    ...(isGroupNew ? ['Microsoft.Resources/subscriptions/resourceGroups/write'] : []),
  ];
  return {
    mayCreate: needed.every((action) => mayDo(entries, action)),
    mayAssign: mayAssignRoles(entries),
    hasRole: mayAdministerInside(entries),
    mayFetch: mayFetchUserCredential(entries),
  };
}

/**
 * What to say to who may not create a cluster, with the line for who may give them the role.
 *
 * @param resourceGroup undefined: a new one
 */
export function notAllowedToCreate(
  { account, subscription }: CreationPlace,
  resourceGroup: string | undefined,
  creator: string | undefined,
): AksEntraError {
  const { subscriptionId, displayName } = subscription;
  const isNew = resourceGroup === undefined;
  const role = isNew ? 'wholeContributor' : 'contributor';
  const scope = isNew ? `/subscriptions/${subscriptionId}` : idOfGroup(subscriptionId, resourceGroup);
  const line = assignmentLine(role, scope, { kind: 'User', objectId: creator });
  const who = printable(account.label);
  return new AksEntraError(
    'missingRole',
    isNew
      ? l10n`${who} may not create resource groups with clusters in ${printable(displayName)}: that needs the role ${quotedName(azureRoles[role].name)} there. An owner of the subscription can give it: ${line}`
      : l10n`${who} may not create clusters in ${printable(resourceGroup)}: that needs the role ${quotedName(azureRoles[role].name)} or Contributor there. An owner of the resource group can give it: ${line}`,
    { azLine: line },
  );
}

/** What to say where a subscription has never been told to have AKS. */
export function providerNotRegistered({ subscription }: CreationPlace): AksEntraError {
  const { subscriptionId, displayName } = subscription;
  const line = `az provider register --namespace Microsoft.ContainerService ${shellOption('--subscription', subscriptionId)}`;
  return new AksEntraError(
    'updateRefused',
    l10n`The subscription ${printable(displayName)} is not registered for Azure Kubernetes Service yet. A contributor of it can do that, which takes some minutes: ${line}`,
    { azLine: line },
  );
}
