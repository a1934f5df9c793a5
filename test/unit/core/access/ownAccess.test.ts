import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AssignedRole } from '../../../../src/core/access/accessPorts.ts';
import type { AccessProof } from '../../../../src/core/access/accessProof.ts';
import { clusterScope } from '../../../../src/core/access/clusterScope.ts';
import type { ExistingGrant } from '../../../../src/core/access/existingGrants.ts';
import { accessWithout, isOwnAccess, proofWithout } from '../../../../src/core/access/ownAccess.ts';
import type { AzureRoleKey } from '../../../../src/core/access/roles.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { OwnGroups } from '../../../../src/core/directory/ownGroups.ts';
import { AccessInMemory, ben, clusterWithRbac, existing, seenBy, team } from './accessFixture.ts';

const options = { interaction: 'allowed', signal: new AbortController().signal } as const;
const azure = clusterWithRbac('azureRbac');
const none: OwnGroups = { kind: 'known', ids: new Set(), source: 'token' };
const inTeam: OwnGroups = { kind: 'known', ids: new Set([team.objectId]), source: 'token' };
const tooMany: OwnGroups = { kind: 'unknown', why: 'tooMany' };
const subject = { kind: 'Group', name: team.objectId } as const;
const bound: ExistingGrant = {
  kind: 'binding',
  id: 'x',
  who: { kind: 'Group', id: team.objectId },
  binding: existing({ name: 'devs', namespace: 'web', clusterRole: 'edit', subject }),
  subject,
};

function role(key: AzureRoleKey, name: string, hasCondition = false): AssignedRole {
  const scope = clusterScope(azure);
  const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
  return { id, scope, role: key, principalId: ben.objectId, principalType: 'User', hasCondition };
}

function grantOf(assignment: AssignedRole): ExistingGrant {
  return { kind: 'assignment', id: 'y', who: { kind: 'User', id: ben.objectId }, assignment, isInherited: false };
}

describe('isOwnAccess', () => {
  it('holds for oneself, by object id or sign-in name, and for one’s groups', () => {
    const bens = grantOf(role('clusterUser', '1'));
    assert.ok(isOwnAccess({ oid: ben.objectId.toUpperCase() }, none, bens));
    assert.ok(isOwnAccess({ oid: 'other' }, inTeam, bound));
    const byName: ExistingGrant = { ...bound, who: { kind: 'User', id: 'Ben@contoso.com' } };
    assert.ok(isOwnAccess({ oid: 'other', upn: 'ben@contoso.com' }, none, byName));
    assert.ok(!isOwnAccess({ oid: 'other', upn: 'ada@contoso.com' }, inTeam, bens));
    assert.ok(!isOwnAccess({ oid: 'other' }, none, bound));
  });

  it('holds where nobody knows: without a token, and for groups where there are too many', () => {
    const bens = grantOf(role('clusterUser', '1'));
    assert.ok(isOwnAccess(undefined, none, bens) && isOwnAccess({}, none, bens));
    assert.ok(isOwnAccess({ oid: 'other' }, tooMany, bound) && !isOwnAccess({ oid: 'other' }, tooMany, bens));
  });
});

describe('accessWithout', () => {
  const everything = [
    {
      actions: ['*'],
      notActions: [],
      dataActions: ['Microsoft.ContainerService/managedClusters/*'],
      notDataActions: [],
    },
  ];
  const kept = (grant: ExistingGrant, assigned: readonly AssignedRole[], groups = none): AccessProof =>
    accessWithout(azure, grant, { groups, permissions: everything, assigned }, new Map());

  it('counts no role that is to be revoked, only another one that gives the same', () => {
    const admin = role('rbacClusterAdmin', '1');
    assert.equal(kept(grantOf(admin), [admin]).kind, 'unproven');
    assert.equal(kept(grantOf(admin), [admin, role('rbacAdmin', '2', true)]).kind, 'unproven');
    assert.equal(kept(grantOf(admin), [admin, role('rbacAdmin', '2')]).kind, 'proven');
    const reader = role('rbacReader', '1');
    assert.equal(kept(grantOf(reader), [reader]).kind, 'proven');
  });

  it('has no proof without a role by which one may fetch a credential', () => {
    const user = role('clusterUser', '1');
    const proof = kept(grantOf(user), [user]);
    assert.ok(proof.kind === 'unproven' && proof.text.endsWith('may fetch a credential for shop.'));
    assert.equal(kept(grantOf(user), [user, role('owner', '2')]).kind, 'proven');
  });

  it('tells by which group one stays, as it is now', () => {
    const cluster = { ...azure, entra: { kind: 'managed', adminGroupObjectIds: [team.objectId] } } as const;
    const facts = { groups: inTeam, permissions: [], assigned: [] };
    assert.deepEqual(accessWithout(cluster, bound, facts, new Map([[team.objectId, 'Team']])), {
      kind: 'proven',
      text: 'You keep access: your token says that you are in “Team”, which is among the admin groups.',
    });
    const other = accessWithout(cluster, bound, { ...facts, groups: none }, new Map());
    assert.match(other.text, /^It is not proven that you keep access\. You are in none of its admin groups\./);
  });
});

describe('proofWithout', () => {
  const none = (): void => undefined;
  const portsOf = (claims: object | AksEntraError, memory = new AccessInMemory()) => ({
    roleAssignments: memory.roleAssignments,
    signIn: {
      token: () =>
        claims instanceof AksEntraError
          ? Promise.reject(claims)
          : Promise.resolve({
              token: `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`,
              expiresOnMs: 0,
            }),
    },
    groupMembership: { memberOf: () => Promise.resolve(undefined) },
    logger: { debug: none, info: none, warn: none, error: none },
    people: { byIds: () => Promise.resolve(new Map([[team.objectId, team]])) },
  });
  const seen = seenBy('ada@contoso.com', azure);

  it('has none for what is somebody else’s', async () => {
    assert.equal(await proofWithout(portsOf({ oid: 'a', groups: [] }), seen, bound, options, 0), undefined);
  });

  it('takes it for one’s own where no token comes, and where Azure tells nothing it proves nothing', async () => {
    const memory = new AccessInMemory();
    memory.assigned = new AksEntraError('missingRole', 'You may not.');
    for (const claims of [new AksEntraError('signInFailed', 'No.'), { oid: ben.objectId }]) {
      const proof = await proofWithout(portsOf(claims, memory), seen, grantOf(role('clusterUser', '1')), options, 0);
      assert.equal(proof?.kind, 'unproven');
    }
  });
});
