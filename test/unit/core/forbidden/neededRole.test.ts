import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayDoInside } from '../../../../src/core/access/permissions.ts';
import { azureRoles } from '../../../../src/core/access/roles.ts';
import {
  dataActionOf,
  neededAzureRole,
  neededKubernetesRole,
  type RbacRoleKey,
} from '../../../../src/core/forbidden/neededRole.ts';
import { rbacDataActions } from '../../../../src/core/forbidden/rbacDataActions.ts';
import type { RefusedRequest } from '../../../../src/core/forbidden/refusal.ts';
import { builtInRoles } from '../../../simulator/arm/authorization/builtInRoles.ts';

/** @param text `verb group/resource/subresource namespace`; no group: the core one */
function asked(text: string): RefusedRequest {
  const [verb = '', what = '', namespace] = text.split(' ');
  const [, group = '', resource = '', subresource] = /^(?:([\w.]+)!)?([^/]+)(?:\/(.+))?$/.exec(what) ?? [];
  return {
    kind: 'resource',
    userName: 'a',
    verb,
    group,
    resource,
    ...(subresource === undefined ? {} : { subresource }),
    ...(namespace === undefined ? {} : { namespace }),
    by: 'azure',
  };
}

describe('the least role that covers a request', () => {
  const rows: [string, azure: RbacRoleKey, kubernetes: string][] = [
    ['list pods shop', 'rbacReader', 'view'],
    ['list pods', 'rbacReader', 'view'],
    ['get pods/log shop', 'rbacReader', 'view'],
    ['watch apps!deployments shop', 'rbacReader', 'view'],
    ['list namespaces', 'rbacReader', 'view'],
    ['get secrets shop', 'rbacWriter', 'edit'],
    ['create pods/exec shop', 'rbacWriter', 'edit'],
    ['patch apps!deployments shop', 'rbacWriter', 'edit'],
    ['deletecollection pods shop', 'rbacWriter', 'edit'],
    ['create rbac.authorization.k8s.io!rolebindings shop', 'rbacAdmin', 'admin'],
    ['list nodes', 'rbacAdmin', 'cluster-admin'],
    ['list metrics.k8s.io!nodes', 'rbacReader', 'cluster-admin'],
    ['list networking.istio.io!virtualservices shop', 'rbacAdmin', 'cluster-admin'],
    ['create rbac.authorization.k8s.io!clusterrolebindings', 'rbacAdmin', 'cluster-admin'],
    ['create namespaces', 'rbacClusterAdmin', 'cluster-admin'],
    ['delete namespaces shop', 'rbacClusterAdmin', 'cluster-admin'],
    ['update resourcequotas shop', 'rbacClusterAdmin', 'cluster-admin'],
    ['impersonate users', 'rbacAdmin', 'cluster-admin'],
  ];
  for (const [request, azure, kubernetes] of rows) {
    it(`for “${request}” is ${azure} and ${kubernetes}`, () => {
      assert.equal(neededAzureRole(asked(request)), azure);
      assert.equal(neededKubernetesRole(asked(request)), kubernetes);
    });
  }

  it('is asked for by the data action of the authorizer', () => {
    const of = 'Microsoft.ContainerService/managedClusters';
    assert.equal(dataActionOf(asked('get secrets shop')), `${of}/secrets/read`);
    assert.equal(dataActionOf(asked('create apps!deployments shop')), `${of}/apps/deployments/write`);
    assert.equal(dataActionOf(asked('create pods/exec shop')), `${of}/pods/exec/action`);
    assert.equal(dataActionOf(asked('list a.example.com!things shop')), `${of}/customresources/read`);
    assert.equal(
      dataActionOf({ kind: 'path', userName: 'a', verb: 'get', path: '/livez', by: 'azure' }),
      `${of}/livez/read`,
    );
  });

  it('is told by the roles as Azure has them: those that the simulator has are among ours', () => {
    for (const role of Object.keys(rbacDataActions) as RbacRoleKey[]) {
      const simulated = Object.values(builtInRoles).find(({ guid }) => guid === azureRoles[role].id);
      assert.ok(simulated);
      const ours = rbacDataActions[role];
      assert.deepEqual(
        simulated.dataActions.filter((one) => !mayDoInside([ours], one.replace(/\*$/, 'read'))),
        [],
      );
      assert.deepEqual([...simulated.notDataActions].sort(), [...ours.notDataActions].sort());
    }
  });
});
