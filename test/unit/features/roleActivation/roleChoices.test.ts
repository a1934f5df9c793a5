import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clusterFromArm } from '../../../../src/core/clusters/clusterFromArm.ts';
import { eligibleRoles } from '../../../../src/core/roleActivation/eligibleRole.ts';
import { roleChoices } from '../../../../src/features/roleActivation/roleChoices.ts';
import { clusterId, clusterUser, row } from '../../core/roleActivation/eligibleRows.ts';

const cluster = clusterFromArm({ id: clusterId, properties: { aadProfile: { managed: true } } }, 't');

describe('the rows of roles', () => {
  assert.ok(cluster);

  it('let one choose what is not active yet, show what is, and end with what the portal alone can show', () => {
    const roles = eligibleRoles([row({}), row({ role: clusterUser })], [row({})], cluster);
    const rows = roleChoices(cluster, roles).filter((one) => one !== 'separator');
    assert.deepEqual(
      rows.map(({ label, value }) => [label, typeof value === 'object' ? value.roleId : value]),
      [
        ['AKS RBAC Cluster Admin', clusterUser],
        ['$(check) AKS RBAC Cluster Admin', undefined],
        ['Group Memberships in the Azure Portal…', 'groups'],
        ['All My Roles in the Azure Portal…', 'roles'],
      ],
    );
  });

  it('say so where there is no role', () => {
    const [first] = roleChoices(cluster, []);
    assert.ok(first !== undefined && first !== 'separator');
    assert.match(first.label, /No role is eligible for you on web\./);
    assert.equal(first.value, undefined);
  });
});
