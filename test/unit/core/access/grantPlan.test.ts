import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { manifestOf, yamlOf } from '../../../../src/core/access/bindingManifest.ts';
import { clusterScope, isAtOrAbove } from '../../../../src/core/access/clusterScope.ts';
import {
  type Grant,
  type GrantStep,
  isNamespaceName,
  levelsAt,
  planGrant,
  subjectOf,
} from '../../../../src/core/access/grantPlan.ts';
import { covers, roleOfDefinition } from '../../../../src/core/access/roles.ts';
import { ben, clusterWithRbac, guest, team } from './accessFixture.ts';

const azure = clusterWithRbac('azureRbac');
const kubernetes = clusterWithRbac('kubernetesRbac');
const scope = clusterScope(azure);

function plannedRoles(grant: Grant): (readonly [string, string] | string)[] {
  return planGrant(azure, grant).map((step) =>
    step.kind === 'assignment' ? [step.role, step.scope.replace(scope, '')] : 'binding',
  );
}

describe('planGrant', () => {
  it('assigns Azure’s role at the cluster, the namespace or the managed namespace, and the one to fetch with', () => {
    assert.deepEqual(plannedRoles({ who: team, where: { kind: 'cluster' }, level: 'cluster-admin' }), [
      ['clusterUser', ''],
      ['rbacClusterAdmin', ''],
    ]);
    assert.deepEqual(plannedRoles({ who: ben, where: { kind: 'namespace', name: 'shop' }, level: 'view' }), [
      ['clusterUser', ''],
      ['rbacReader', '/namespaces/shop'],
    ]);
    assert.deepEqual(plannedRoles({ who: ben, where: { kind: 'managedNamespace', name: 'shop' }, level: 'edit' }), [
      ['namespaceUser', '/managedNamespaces/shop'],
      ['rbacWriter', '/managedNamespaces/shop'],
    ]);
  });

  it('makes a binding where Kubernetes decides, in the namespace or for the whole cluster', () => {
    const binding = ([, step]: readonly GrantStep[]): object => (step?.kind === 'binding' ? step.binding : {});
    assert.deepEqual(binding(planGrant(kubernetes, { who: team, where: { kind: 'cluster' }, level: 'admin' })), {
      name: `aks-entra-admin-team-r-d-${team.objectId.slice(0, 8)}`,
      clusterRole: 'admin',
      subject: { kind: 'Group', name: team.objectId },
    });
    assert.deepEqual(
      binding(planGrant(kubernetes, { who: ben, where: { kind: 'namespace', name: 'shop' }, level: 'view' })),
      {
        name: `aks-entra-view-ben-ortega-${ben.objectId.slice(0, 8)}`,
        namespace: 'shop',
        clusterRole: 'view',
        subject: { kind: 'User', name: 'ben@contoso.com' },
      },
    );
  });

  it('names people by sign-in name, and guests and those without one by object id', () => {
    assert.deepEqual(subjectOf(ben), { kind: 'User', name: 'ben@contoso.com' });
    assert.deepEqual(subjectOf(guest), { kind: 'User', name: guest.objectId });
    assert.deepEqual(subjectOf({ kind: 'User', objectId: ben.objectId }), { kind: 'User', name: ben.objectId });
  });

  it('has a cluster admin for the whole cluster only', () => {
    assert.ok(levelsAt({ kind: 'cluster' }).includes('cluster-admin'));
    assert.ok(!levelsAt({ kind: 'namespace', name: 'shop' }).includes('cluster-admin'));
  });

  it('takes only what can be the name of a namespace', () => {
    assert.ok(['a', 'shop-1', '0', 'x'.repeat(63)].every(isNamespaceName));
    assert.ok(!['', 'Shop', 'a_b', '-a', 'a-', 'a.b', 'a/b', 'x'.repeat(64)].some(isNamespaceName));
  });
});

describe('yamlOf', () => {
  it('says what the manifest says, whatever the object id or the name looks like', () => {
    for (const name of ['12345678-0000-4000-8000-000000000001', "o'brien@contoso.com", 'a: b #c@x.y', '1e5']) {
      const binding = { name: '0x1', namespace: '123', clusterRole: 'view', subject: { kind: 'User', name } } as const;
      assert.deepEqual(parse(yamlOf(binding)), manifestOf(binding));
    }
    const wide = { name: 'all', clusterRole: 'cluster-admin', subject: { kind: 'Group', name: 'g' } } as const;
    assert.equal(manifestOf(wide).kind, 'ClusterRoleBinding');
    assert.deepEqual(parse(yamlOf(wide)), manifestOf(wide));
  });
});

describe('the roles', () => {
  it('cover what is weaker and never what is stronger', () => {
    assert.ok(
      covers('owner', 'clusterUser') && covers('rbacAdmin', 'rbacReader') && covers('clusterUser', 'clusterUser'),
    );
    assert.ok(
      !covers('rbacReader', 'rbacWriter') && !covers('owner', 'rbacReader') && !covers('rbacAdmin', 'clusterUser'),
    );
  });

  it('are known by the last part of a definition’s id, whatever its case', () => {
    assert.equal(roleOfDefinition('/x/roleDefinitions/7F6C6A51-bcf8-42ba-9220-52d62157d7db'), 'rbacReader');
    assert.equal(roleOfDefinition('/x/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7'), undefined);
  });
});

describe('isAtOrAbove', () => {
  it('compares whole parts of scopes, whatever their case', () => {
    assert.ok(
      isAtOrAbove('/', scope) && isAtOrAbove(scope, scope) && isAtOrAbove(scope.toUpperCase(), `${scope}/namespaces/a`),
    );
    assert.ok(!isAtOrAbove(`${scope}/namespaces/a`, scope) && !isAtOrAbove(scope.slice(0, -1), scope));
  });
});
