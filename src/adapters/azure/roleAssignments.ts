import { randomUUID } from 'node:crypto';
import type { AssignedRole, AssignedRoles, RoleAssignments } from '../../core/access/accessPorts.ts';
import { clusterScope } from '../../core/access/clusterScope.ts';
import { azureRoles, roleOfDefinition } from '../../core/access/roles.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { readProperty, readString } from '../../core/azure/readProperty.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { l10n } from '../../core/l10n.ts';
import type { ArmClient } from './armClient.ts';

const apiVersion = '2022-04-01';
const provider = 'providers/Microsoft.Authorization';
const assignmentId = /^(?:\/[^?#]*)?\/providers\/Microsoft\.Authorization\/roleAssignments\/[0-9a-f-]{36}$/i;

/** Azure's role assignments at a cluster, above it and below it. */
export class ArmRoleAssignments implements RoleAssignments {
  readonly #arm: ArmClient;

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  async permissions(
    { cluster, account, tenants }: SeenCluster,
    options: CallOptions,
    scope: string,
  ): Promise<unknown[]> {
    const what = l10n`read your permissions on cluster ${cluster.name}`;
    const path = `${asPath(scope)}/${provider}/permissions?api-version=${apiVersion}`;
    return this.#arm.list(what, { account, ...options }, tenants.lister.tenantId, path);
  }

  async assigned(
    { cluster, account, tenants }: SeenCluster,
    options: CallOptions,
    assignedTo?: string,
  ): Promise<AssignedRoles> {
    const what = l10n`list the role assignments of cluster ${cluster.name}`;
    // Without atScope(), which leaves out what is below: the namespaces.
    const filter = assignedTo === undefined ? '' : `&$filter=${encodeURIComponent(`assignedTo('${assignedTo}')`)}`;
    const path = `${asPath(clusterScope(cluster))}/${provider}/roleAssignments?api-version=${apiVersion}${filter}`;
    const rows = await this.#arm.list(what, { account, ...options }, tenants.lister.tenantId, path);
    const roles = rows.flatMap((row) => assignedRoleFrom(row) ?? []);
    return { roles, others: rows.filter(isOfAnotherRole).length };
  }

  assignmentId(scope: string): string {
    return `${scope}/${provider}/roleAssignments/${randomUUID()}`;
  }

  async assign(
    { cluster, account, tenants }: SeenCluster,
    options: CallOptions,
    { role, scope, principal, id: assignment = this.assignmentId(scope) }: Parameters<RoleAssignments['assign']>[2],
  ): Promise<string> {
    const { id, name } = azureRoles[role];
    await this.#arm.send(
      l10n`assign the role ${name} on cluster ${cluster.name}`,
      { account, ...options },
      tenants.lister.tenantId,
      {
        method: 'PUT',
        path: `${asPath(assignment)}?api-version=${apiVersion}`,
        body: {
          properties: {
            roleDefinitionId: `/subscriptions/${cluster.subscriptionId}/${provider}/roleDefinitions/${id}`,
            principalId: principal.objectId,
            // With it ARM looks for a new group less strictly.
            principalType: principal.kind,
          },
        },
      },
    );
    return assignment;
  }

  async unassign({ cluster, account, tenants }: SeenCluster, options: CallOptions, id: string): Promise<void> {
    if (!assignmentId.test(id)) {
      throw new AksEntraError('unexpectedAnswer', l10n`Could not take the role away: its id is not one of Azure’s.`);
    }
    const what = l10n`take a role on cluster ${cluster.name} away`;
    // 204 where it is gone already.
    await this.#arm.send(what, { account, ...options }, tenants.lister.tenantId, {
      method: 'DELETE',
      path: `${asPath(id)}?api-version=${apiVersion}`,
    });
  }
}

/** A role that is not known here. */
function isOfAnotherRole(row: unknown): boolean {
  const roleDefinitionId = readString(readProperty(row, 'properties'), 'roleDefinitionId');
  return roleDefinitionId !== undefined && roleOfDefinition(roleDefinitionId) === undefined;
}

/** Undefined for a role that is not known here, and for what is no assignment. */
function assignedRoleFrom(row: unknown): AssignedRole | undefined {
  const properties = readProperty(row, 'properties');
  const id = readString(row, 'id');
  const role = roleOfDefinition(readString(properties, 'roleDefinitionId') ?? '');
  const principalId = readString(properties, 'principalId');
  if (id === undefined || role === undefined || principalId === undefined || !assignmentId.test(id)) {
    return undefined;
  }
  return {
    id,
    scope: readString(properties, 'scope') ?? '/',
    role,
    principalId,
    principalType: readString(properties, 'principalType') ?? 'Unknown',
    hasCondition: readString(properties, 'condition') !== undefined,
  };
}

/** A resource group may have letters of any alphabet in its name. */
function asPath(scope: string): string {
  return scope.split('/').map(encodeURIComponent).join('/');
}
