import { refusedScope, roleThatAllows } from '../azure/azureFailure.ts';
import { clusterIdOfScope } from '../azure/resourceId.ts';
import { isNameOfAzure } from '../clusterWrites/shellWord.ts';
import { isObjectId } from '../directory/objectId.ts';
import { assignmentLine } from './grantCommands.ts';
import { azureRoles, type AzureRoleKey } from './roles.ts';

/**
 * The line for who may give roles on a cluster, from Azure's message that a user lacks one there.
 *
 * @param message of ARM's error AuthorizationFailed
 * @returns undefined where the message leaves open which role, on which cluster, or to whom
 */
export function lineForOwner(message: string): string | undefined {
  const name = roleThatAllows(message);
  const role = (Object.keys(azureRoles) as AzureRoleKey[]).find((key) => azureRoles[key].name === name);
  const scope = refusedScope(message);
  const isCluster = clusterIdOfScope(scope) === scope && scope.split('/').slice(1).every(isNameOfAzure);
  const objectId = /^The client '[^']*' with object id '([^']+)'/.exec(message)?.[1] ?? '';
  return role !== undefined && isCluster && isObjectId(objectId)
    ? assignmentLine(role, scope, { kind: 'User', objectId })
    : undefined;
}
