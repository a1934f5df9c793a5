import type {
  AccessPorts,
  AccessQuestion,
  AssignedRole,
  ConnectedCluster,
  ExistingBinding,
} from '../../../../src/core/access/accessPorts.ts';
import type { PlannedBinding } from '../../../../src/core/access/grantPlan.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import type { Principal } from '../../../../src/core/directory/people.ts';

export const ben: Principal = {
  kind: 'User',
  objectId: 'be000000-0000-4000-8000-000000000001',
  name: 'Ben Ortega',
  signInName: 'ben@contoso.com',
};
export const guest: Principal = {
  kind: 'User',
  objectId: 'da000000-0000-4000-8000-000000000001',
  name: 'Dan',
  signInName: 'dan_fabrikam.com#EXT#@contoso.onmicrosoft.com',
};
export const team: Principal = {
  kind: 'Group',
  objectId: '7ea00000-0000-4000-8000-000000000001',
  name: 'Team R&D',
};

export function clusterWithRbac(authorization: Cluster['authorization']): Cluster {
  const subscriptionId = '5ab00000-0000-4000-8000-000000000001';
  return {
    id: `/subscriptions/${subscriptionId}/resourcegroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/shop`,
    subscriptionId,
    resourceGroup: 'rg-shop',
    name: 'shop',
    location: 'westeurope',
    tenantId: '7e000000-0000-4000-8000-000000000001',
    kubernetesVersion: '1.33.5',
    entra: { kind: 'managed', adminGroupObjectIds: [] },
    authorization,
    hasLocalAccounts: true,
    isPrivate: false,
    power: 'Running',
    provisioningState: 'Succeeded',
    isAutomatic: false,
  };
}

export function seenBy(label: string, cluster: Cluster): SeenCluster {
  const tenant = { tenantId: cluster.tenantId, displayName: 'Contoso' };
  return {
    cluster,
    account: { id: 'a', label },
    tenants: { owner: tenant, lister: tenant },
    subscription: {
      subscriptionId: cluster.subscriptionId,
      displayName: 'Shop',
      tenantId: cluster.tenantId,
      state: 'Enabled',
    },
  };
}

/** Azure and a cluster in memory, with what was written to them. */
export class AccessInMemory implements AccessPorts {
  mayAssign = true;
  mayCreate = true;
  mayBind = true;
  assigned: AssignedRole[] | AksEntraError = [];
  /** Assignments of roles that are not known here. */
  others = 0;
  bindings: ExistingBinding[] | AksEntraError = [];
  isUnreachable = false;
  /** What the next assignments fail with, one after the other. */
  refusals: Error[] = [];
  /** What the next bindings fail with. */
  bindingRefusals: Error[] = [];
  readonly written: string[] = [];
  readonly asked: AccessQuestion[] = [];

  readonly roleAssignments: AccessPorts['roleAssignments'] = {
    permissions: () =>
      Promise.resolve([
        { actions: [this.mayAssign ? '*' : '*/read'], notActions: [], dataActions: [], notDataActions: [] },
      ]),
    assigned: () =>
      Array.isArray(this.assigned)
        ? Promise.resolve({ roles: this.assigned, others: this.others })
        : Promise.reject(this.assigned),
    assignmentId: (scope) => `${scope}/providers/Microsoft.Authorization/roleAssignments/chosen`,
    assign: (_seen, _options, { role, scope }) => {
      const refusal = this.refusals.shift();
      if (refusal !== undefined) {
        return Promise.reject(refusal);
      }
      this.written.push(`assign ${role} ${scope.split('/').slice(-1).join()}`);
      return Promise.resolve(`${scope}/providers/Microsoft.Authorization/roleAssignments/1`);
    },
    unassign: (_seen, _options, id) => {
      this.written.push(`unassign ${id.split('/').at(-1) ?? ''}`);
      return Promise.resolve();
    },
  };

  readonly clusterConnections: AccessPorts['clusterConnections'] = {
    connect: () =>
      this.isUnreachable
        ? Promise.reject(new AksEntraError('clusterUnreachable', 'The API server cannot be reached.'))
        : Promise.resolve(this.#cluster),
  };

  readonly #cluster: ConnectedCluster = {
    namespaces: () => Promise.resolve(['default', 'shop']),
    may: (question) => {
      this.asked.push(question);
      return Promise.resolve(question.verb === 'create' ? this.mayCreate : this.mayBind);
    },
    bindings: () => (Array.isArray(this.bindings) ? Promise.resolve(this.bindings) : Promise.reject(this.bindings)),
    binding: ({ name }) =>
      Array.isArray(this.bindings)
        ? Promise.resolve(this.bindings.find((one) => one.name === name))
        : Promise.reject(this.bindings),
    createBinding: (planned) => {
      const refusal = this.bindingRefusals.shift();
      if (refusal !== undefined) {
        return Promise.reject(refusal);
      }
      if (this.#bindings().some(({ name }) => name === planned.name)) {
        return Promise.reject(new AksEntraError('bindingTaken', 'There is another one of that name.'));
      }
      this.written.push(`bind ${planned.name}`);
      return Promise.resolve(existing(planned));
    },
    deleteBinding: ({ name }) => {
      this.written.push(`delete ${name}`);
      return Promise.resolve();
    },
    removeSubject: ({ name }, subject) => {
      this.written.push(`remove ${subject.name} from ${name}`);
      return Promise.resolve();
    },
  };

  #bindings(): readonly ExistingBinding[] {
    return Array.isArray(this.bindings) ? this.bindings : [];
  }
}

/** A binding as it would be there. */
export function existing({ name, namespace, clusterRole, subject }: PlannedBinding): ExistingBinding {
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid: `uid of ${name}`,
    resourceVersion: '7',
    role: { kind: 'ClusterRole', name: clusterRole },
    subjects: [subject],
  };
}
