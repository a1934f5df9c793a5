import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { needsProof, proofOfChange } from '../../../../src/core/entraIntegration/needsProof.ts';
import type { EntraUpdate } from '../../../../src/core/entraIntegration/plannedProfile.ts';
import { enableForAdmins, migrateForAdmins } from './changeTexts.ts';
import { admins, legacyProfile, platform, rawCluster } from './rawClusters.ts';

const body = rawCluster({ aadProfile: { managed: true, adminGroupObjectIDs: [admins.toUpperCase()] } });
const mine = {
  groups: { kind: 'known', ids: new Set([admins]), source: 'token' },
  createdGroups: new Set<string>(),
  permissions: [{ actions: ['Microsoft.ContainerService/managedClusters/*'], notActions: [] }],
} as const;

const cases: readonly (readonly [what: string, change: EntraUpdate, needs: boolean])[] = [
  ['a group more', { goal: 'adminGroups', adminGroupObjectIds: [platform, admins] }, false],
  ['the same group', { goal: 'adminGroups', adminGroupObjectIds: [admins] }, false],
  ['another group', { goal: 'adminGroups', adminGroupObjectIds: [platform] }, true],
  ['no groups', { goal: 'adminGroups', adminGroupObjectIds: [] }, true],
  ['local accounts off', { goal: 'localAccounts', disableLocalAccounts: true }, true],
  ['local accounts on', { goal: 'localAccounts', disableLocalAccounts: false }, false],
  ['authorization on', { goal: 'authorization', enableAzureRbac: true }, true],
  ['authorization off', { goal: 'authorization', enableAzureRbac: false }, true],
];

describe('a change that could lock somebody out', () => {
  for (const [what, change, needs] of cases) {
    it(`is ${needs ? '' : 'not '}${what}`, () => {
      assert.equal(needsProof(body, change), needs);
    });
  }

  it('is neither enabling Entra nor migrating', () => {
    assert.equal(needsProof(rawCluster(), enableForAdmins), false);
    assert.equal(needsProof(rawCluster({ aadProfile: legacyProfile }), migrateForAdmins), false);
  });

  it('is looked at by what the cluster will be, and not by what it is', () => {
    const removed = { goal: 'adminGroups', adminGroupObjectIds: [platform] } as const;
    assert.equal(proofOfChange(body, removed, mine, new Map())?.kind, 'unproven');
    const off = { goal: 'localAccounts', disableLocalAccounts: true } as const;
    assert.equal(proofOfChange(body, off, mine, new Map())?.kind, 'proven');
    const noCredential = { ...mine, permissions: [] };
    assert.match(
      proofOfChange(body, off, noCredential, new Map())?.text ?? '',
      /do not let you fetch the user credential/,
    );
    const inside = [{ dataActions: ['*'], notDataActions: [] }];
    const nobody = rawCluster({ aadProfile: { managed: true, enableAzureRBAC: true } });
    const roles = { ...mine, permissions: inside };
    const turn = (enableAzureRbac: boolean): EntraUpdate => ({ goal: 'authorization', enableAzureRbac });
    assert.equal(proofOfChange(nobody, turn(true), roles, new Map())?.kind, 'proven');
    assert.equal(proofOfChange(nobody, turn(false), roles, new Map())?.kind, 'unproven');
  });

  it('needs no proof where nothing is known to be needed', () => {
    assert.equal(
      proofOfChange(body, { goal: 'adminGroups', adminGroupObjectIds: [admins, platform] }, mine, new Map()),
      undefined,
    );
    assert.equal(
      proofOfChange(body, { goal: 'adminGroups', adminGroupObjectIds: [admins] }, undefined, new Map()),
      undefined,
    );
  });

  it('is not proven where it became one after everybody had looked', () => {
    const proof = proofOfChange(body, { goal: 'adminGroups', adminGroupObjectIds: [platform] }, undefined, new Map());
    assert.equal(proof?.kind, 'unproven');
    assert.match(proof.text, /changed by somebody else while you chose/);
  });
});
