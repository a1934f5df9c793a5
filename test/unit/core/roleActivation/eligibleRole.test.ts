import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eligibleRoles, isActiveIn } from '../../../../src/core/roleActivation/eligibleRole.ts';
import { clusterAdmin, clusterId, row } from './eligibleRows.ts';

const cluster = { id: clusterId };

describe('the roles that could be activated', () => {
  it('are read with their names, and with the last segment of an id that has another root', () => {
    const [role, ...others] = eligibleRoles([row({})], [], cluster);
    assert.deepEqual(others, []);
    assert.deepEqual(role, {
      roleDefinitionId: `/subscriptions/S/providers/Microsoft.Authorization/roleDefinitions/${clusterAdmin.toUpperCase()}`,
      roleId: clusterAdmin,
      name: 'AKS RBAC Cluster Admin',
      scope: clusterId,
      scheduleName: 'AAAA-1',
    });
  });

  it('say until when, and through which group', () => {
    const [role] = eligibleRoles(
      [row({ endDateTime: '2026-12-01T10:00:00.123+00:00', principalType: 'Group', principal: 'aks-admins' })],
      [],
      cluster,
    );
    assert.equal(role?.endsAtMs, Date.parse('2026-12-01T10:00:00.123Z'));
    assert.equal(role.throughGroup, 'aks-admins');
  });

  it('leave out what has nothing to do with the cluster, and keep what is above and below it', () => {
    const scopes = [
      '/',
      '/subscriptions/s',
      '/subscriptions/S/resourceGroups/RG',
      `${clusterId}/namespaces/shop`,
      '/providers/Microsoft.Management/managementGroups/mg',
      '/subscriptions/s/resourceGroups/other',
      '/subscriptions/s2',
      `${clusterId}2`,
    ];
    const found = eligibleRoles(
      scopes.map((scope) => row({ scope })),
      [],
      cluster,
    );
    assert.deepEqual(new Set(found.map(({ scope }) => scope)), new Set(scopes.slice(0, 5)));
  });

  it('come once for each scope, one’s own before one through a group', () => {
    const group = row({ principalType: 'Group', principal: 'aks-admins', schedule: 'G' });
    for (const rows of [
      [group, row({})],
      [row({}), group],
    ]) {
      assert.deepEqual(
        eligibleRoles(rows, [], cluster).map(({ scheduleName }) => scheduleName),
        ['AAAA-1'],
      );
    }
  });

  it('are active where the same role is in force there or above, until its last end', () => {
    const ending = (endDateTime: string): object => row({ endDateTime });
    const active = [ending('2026-12-01T10:00:00Z'), ending('2026-12-01T12:00:00Z')];
    const [role] = eligibleRoles([row({})], active, cluster);
    assert.deepEqual(role?.active, { endsAtMs: Date.parse('2026-12-01T12:00:00Z') });
    const [forever] = eligibleRoles([row({})], [...active, row({ scope: '/subscriptions/s' })], cluster);
    assert.deepEqual(forever?.active, {});
    const [below] = eligibleRoles([row({})], [row({ scope: `${clusterId}/namespaces/x` })], cluster);
    assert.ok(below);
    assert.equal(below.active, undefined);
    assert.equal(isActiveIn(active, below), true);
    assert.equal(isActiveIn([], below), false);
  });

  it('are none of rows that are not understood', () => {
    assert.deepEqual(eligibleRoles([null, {}, 'x', { properties: { scope: clusterId } }], [undefined], cluster), []);
  });
});
