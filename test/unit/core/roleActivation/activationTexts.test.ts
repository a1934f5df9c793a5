import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { clusterFromArm } from '../../../../src/core/clusters/clusterFromArm.ts';
import { activationQuestion, activationResult, roleRow } from '../../../../src/core/roleActivation/activationTexts.ts';
import { eligibleRoles, type EligibleRole } from '../../../../src/core/roleActivation/eligibleRole.ts';
import { clusterId, clusterUser, row } from './eligibleRows.ts';

const azureRbac = cluster(true);
const wish = { justification: 'an “incident”', minutes: 60 };
const nowMs = Date.parse('2026-11-29T12:00:00Z');

function cluster(enableAzureRBAC: boolean): Cluster {
  const read = clusterFromArm({ id: clusterId, properties: { aadProfile: { managed: true, enableAzureRBAC } } }, 't');
  assert.ok(read);
  return read;
}

function role(traits: Parameters<typeof row>[0] = {}, active: readonly object[] = []): EligibleRole {
  const [only] = eligibleRoles([row(traits)], active, { id: clusterId });
  assert.ok(only);
  return only;
}

describe('the texts of an activation', () => {
  it('say in a row where the role counts and what it gives', () => {
    assert.deepEqual(roleRow(role(), azureRbac), {
      description: 'this cluster',
      detail: 'Everything in the cluster: nodes, secrets, all namespaces.',
    });
    assert.match(
      roleRow(role({ scope: '/subscriptions/s', principalType: 'Group', principal: 'sre' }), azureRbac).description,
      /^the whole subscription · through the group “sre”$/,
    );
    assert.match(
      roleRow(role({ endDateTime: '2026-12-01T10:00:00Z' }), azureRbac).description,
      /can be activated until .*2026/,
    );
    assert.match(roleRow(role({}, [row({})]), azureRbac).description, /active already$/);
  });

  it('say that a role for the cluster’s inside gives nothing where Azure does not decide about it', () => {
    assert.match(
      roleRow(role(), cluster(false)).detail,
      /^Nothing at present: web does not use Entra ID authorization/,
    );
    assert.match(roleRow(role({ role: clusterUser }), cluster(false)).detail, /^Get the cluster’s credentials/);
  });

  it('say that nothing is known of a role that is not Azure’s own', () => {
    for (const unknown of ['99999999-0000-4000-8000-000000000000', 'constructor', '__proto__']) {
      assert.match(roleRow(role({ role: unknown }), azureRbac).detail, /^AKS Entra does not know this role/);
    }
  });

  it('ask once with everything that Azure will be told', () => {
    const { message, detail } = activationQuestion(role(), azureRbac, wish);
    assert.equal(message, 'Activate “AKS RBAC Cluster Admin” for 1 hour?');
    assert.match(detail, /^Cluster: web\n\nWhere: this cluster\n\n/);
    assert.match(detail, /Everything in the cluster/);
    assert.match(detail, /Justification.*“an "incident"”/);
  });

  it('call active only what is', () => {
    const results = (['active', 'asked', 'waitsForApproval', 'refused'] as const).map((outcome) =>
      activationResult(role(), azureRbac, wish, outcome, nowMs),
    );
    assert.deepEqual(
      results.map((text) => text.startsWith('Active until')),
      [true, false, false, false],
    );
    assert.match(
      results[0] ?? '',
      / on web: “AKS RBAC Cluster Admin”\..*up to five minutes until the cluster knows it\.$/,
    );
    assert.match(results[1] ?? '', /^Requested on web, but not known to be active yet: “AKS/);
    assert.match(results[2] ?? '', /^Waiting for approval on web: “AKS/);
    assert.match(results[3] ?? '', /^Azure refused the request on web: “AKS/);
  });

  it('say first until when, without the day where that is today, and shorten what Azure puts before each role', () => {
    const named = { ...role(), name: 'Azure Kubernetes Service RBAC Admin' };
    const noon = new Date(2026, 10, 29, 12).getTime();
    const result = (minutes: number): string =>
      activationResult(named, azureRbac, { ...wish, minutes }, 'active', noon);
    assert.match(result(60), /^Active until 1:00.PM on web: “AKS RBAC Admin”\./);
    assert.match(result(1440), /^Active until Nov 30, 2026, 12:00.PM on web:/);
  });
});
