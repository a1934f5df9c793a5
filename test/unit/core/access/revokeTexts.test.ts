import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clusterScope } from '../../../../src/core/access/clusterScope.ts';
import type { ExistingGrant } from '../../../../src/core/access/existingGrants.ts';
import { inheritedText, revokedText, revokeDocument, revokeQuestion } from '../../../../src/core/access/revokeTexts.ts';
import type { AzureRoleKey } from '../../../../src/core/access/roles.ts';
import { ben, clusterWithRbac, existing, team } from './accessFixture.ts';

const cluster = clusterWithRbac('kubernetesRbac');
const subject = { kind: 'Group', name: team.objectId } as const;
const binding = existing({ name: 'devs', namespace: 'web', clusterRole: 'edit', subject });
const bound: ExistingGrant = { kind: 'binding', id: 'x', who: { kind: 'Group', id: team.objectId }, binding, subject };
const withOthers: ExistingGrant = {
  ...bound,
  binding: { ...binding, subjects: [subject, { kind: 'User', name: 'ben@contoso.com' }] },
};

function assigned(role: AzureRoleKey, below = ''): Extract<ExistingGrant, { kind: 'assignment' }> {
  const scope = clusterScope(cluster) + below;
  const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/1`;
  return {
    kind: 'assignment',
    id: 'y',
    who: { kind: 'User', id: ben.objectId, name: 'Ben' },
    assignment: { id, scope, role, principalId: ben.objectId, principalType: 'User', hasCondition: false },
    isInherited: false,
  };
}

const question = (grant: ExistingGrant): string => revokeQuestion(cluster, grant, undefined).message;

describe('the question before access is revoked', () => {
  it('names what is taken, whose it is, where, and the cluster', () => {
    assert.equal(question(bound), `Revoke edit of “${team.objectId}” in the namespace “web” of shop?`);
    assert.equal(question(assigned('clusterUser')), 'Revoke AKS Cluster User of “Ben” on shop?');
    assert.equal(
      question(assigned('rbacReader', '/namespaces/web')),
      'Revoke AKS RBAC Reader of “Ben” in the namespace “web” of shop?',
    );
    assert.match(
      question(assigned('rbacReader', '/managedNamespaces/pay')),
      /in the managed namespace “pay” of shop\?$/,
    );
    const whole = existing({ name: 'all', clusterRole: 'view', subject });
    assert.match(question({ ...bound, binding: whole }), /^Revoke view of .* in all of shop\?$/);
  });

  it('says who keeps theirs, and which other row is left', () => {
    const { detail, accept } = revokeQuestion(cluster, withOthers, undefined);
    assert.equal(accept, 'Revoke');
    assert.match(detail, /The ClusterRole “edit” by the RoleBinding “devs”, in the namespace “web”\./);
    assert.match(detail, /The binding names 1 more, who keep what they have/);
    assert.match(detail, /every member[^]*can still fetch a credential .*: that is a row of its own/);
    const ofRole = revokeQuestion(cluster, assigned('clusterUser'), undefined).detail;
    assert.match(ofRole, /inside the cluster is not taken away: that is a row of its own/);
    assert.doesNotMatch(ofRole, /your own access|every member/);
  });

  it('says of one’s own access what lets one in without it', () => {
    const proof = { kind: 'proven', text: 'You keep access: so.' } as const;
    const own = /This is your own access, or that of a group you are in\. You keep access: so\./;
    assert.match(revokeQuestion(cluster, bound, proof).detail, own);
    assert.match(revokeDocument(cluster, bound, proof), own);
  });
});

describe('the document of what is revoked', () => {
  it('shows what is written and the lines that do it, which name the cluster', () => {
    const text = revokeDocument(cluster, bound, undefined);
    assert.match(text, /loses edit in the namespace “web” of shop\.\*\* Nothing has been written yet\./);
    assert.match(text, /- The RoleBinding “devs” is deleted\.[^]*kubectl delete rolebinding devs .*--context shop\n/);
    assert.match(revokeDocument(cluster, withOthers, undefined), /is taken out of the RoleBinding “devs”\./);
    assert.match(
      revokeDocument(cluster, assigned('clusterUser'), undefined),
      /The role assignment at “.*” is deleted\./,
    );
  });
});

describe('what is said of access afterwards', () => {
  it('includes the minutes that Azure’s roles take, which bindings do not', () => {
    assert.match(
      revokedText(cluster, assigned('clusterUser')),
      /^AKS Cluster User of “Ben” on shop was revoked\. .*five minutes/,
    );
    assert.match(revokedText(cluster, bound), /^edit of .* in the namespace “web” of shop was revoked\.$/);
  });

  it('leads for what is inherited to where it was given', () => {
    const inherited = { ...assigned('clusterUser'), isInherited: true };
    assert.match(inheritedText(cluster, inherited), /holds for more than shop, so it is not taken away from here/);
  });
});
