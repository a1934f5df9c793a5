import type { AzureRole } from '../../scenario.ts';
import { ArmError } from '../armErrors.ts';
import { builtInRoles, roleWithId } from './builtInRoles.ts';

export function roleDefinitionId(subscriptionId: string, role: AzureRole): string {
  return `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${builtInRoles[role].guid}`;
}

/** @param filter `roleName eq '…'` (case does not count), `type eq 'BuiltInRole'`, `atScopeAndBelow()`, or none */
export function listRoleDefinitions(subscriptionId: string, filter: string | undefined): Record<string, unknown>[] {
  const all = Object.keys(builtInRoles) as AzureRole[];
  const roleName = /^roleName eq '([^']*)'$/i.exec(filter ?? '')?.[1]?.toLowerCase();
  if (
    roleName === undefined &&
    filter !== undefined &&
    !/^(type eq 'BuiltInRole'|atScopeAndBelow\(\))$/i.test(filter)
  ) {
    throw new ArmError(400, 'BadRequestFormat', 'The request was incorrectly formatted.', {
      surprise: `role definitions: $filter ${filter} is not simulated`,
    });
  }
  return all
    .filter((role) => roleName === undefined || builtInRoles[role].roleName.toLowerCase() === roleName)
    .map((role) => definitionJson(subscriptionId, role));
}

/** @throws ArmError 404 */
export function findRoleDefinition(subscriptionId: string, guid: string): Record<string, unknown> {
  const role = roleWithId(guid);
  if (role === undefined) {
    throw new ArmError(
      404,
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${guid.replace(/-/g, '')}' does not exist.`,
    );
  }
  return definitionJson(subscriptionId, role);
}

function definitionJson(subscriptionId: string, role: AzureRole): Record<string, unknown> {
  const { guid, roleName, actions, notActions, dataActions, notDataActions } = builtInRoles[role];
  return {
    properties: {
      roleName,
      type: 'BuiltInRole',
      description: `${roleName}, simulated.`,
      assignableScopes: ['/'],
      permissions: [{ actions, notActions, dataActions, notDataActions }],
      createdOn: '2020-07-02T17:47:20.2678227Z',
      updatedOn: '2024-08-05T15:12:24.8391823Z',
      createdBy: null,
      updatedBy: null,
    },
    id: roleDefinitionId(subscriptionId, role),
    type: 'Microsoft.Authorization/roleDefinitions',
    name: guid,
  };
}
