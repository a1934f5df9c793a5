import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkedOutcome } from '../../../../src/core/entraIntegration/checkedOutcome.ts';
import type { JsonObject } from '../../../../src/core/clusterWrites/rawCluster.ts';
import { admins, legacyProfile, platform, rawCluster, tenantId } from './rawClusters.ts';

const change = { goal: 'enable', adminGroupObjectIds: [admins, platform], tenantId, enableAzureRbac: false } as const;
const asAsked = { managed: true, adminGroupObjectIDs: [admins, platform], tenantID: tenantId, enableAzureRBAC: false };

const same: readonly (readonly [what: string, profile: JsonObject])[] = [
  ['what was asked', asAsked],
  [
    'ids in another case and order, one twice',
    { ...asAsked, adminGroupObjectIDs: [platform.toUpperCase(), admins, platform] },
  ],
  ['Azure RBAC left out', { ...asAsked, enableAzureRBAC: null }],
  ['what Azure adds', { ...asAsked, adminUsers: null, somethingNew: 1 }],
  ['no tenant', { ...asAsked, tenantID: null }],
  ['apps that are null', { ...asAsked, clientAppID: null, serverAppID: '' }],
];
const other: readonly (readonly [what: string, profile: unknown, names: string])[] = [
  ['no profile', null, 'managed adminGroupObjectIDs'],
  ['a group less', { ...asAsked, adminGroupObjectIDs: [admins] }, 'adminGroupObjectIDs'],
  ['no groups', { ...asAsked, adminGroupObjectIDs: null }, 'adminGroupObjectIDs'],
  ['Azure RBAC on', { ...asAsked, enableAzureRBAC: true }, 'enableAzureRBAC'],
  ['another tenant', { ...asAsked, tenantID: platform }, 'tenantID'],
  ['still legacy', legacyProfile, 'managed adminGroupObjectIDs clientAppID serverAppID'],
];

describe('checkedOutcome', () => {
  for (const [what, profile] of same) {
    it(`takes ${what} for what was asked`, () => {
      assert.deepEqual(checkedOutcome(rawCluster({ aadProfile: profile }), change), {
        kind: 'asAsked',
        provisioningState: 'Succeeded',
        profile,
      });
    });
  }

  for (const [what, profile, names] of other) {
    it(`finds ${what} to differ`, () => {
      const outcome = checkedOutcome(rawCluster({ aadProfile: profile }), change);
      assert.ok(outcome.kind === 'differs');
      assert.equal(outcome.differences.map(({ name }) => name).join(' '), names);
    });
  }

  it('says what was asked and what is there', () => {
    const outcome = checkedOutcome(rawCluster({ aadProfile: { ...asAsked, adminGroupObjectIDs: [] } }), change);
    assert.ok(outcome.kind === 'differs');
    assert.deepEqual(outcome.differences, [
      { name: 'adminGroupObjectIDs', asked: `${admins}, ${platform}`, found: 'none' },
    ]);
  });

  for (const provisioningState of ['Updating', 'ReconcilingAddons', 'SomethingNew', '']) {
    it(`believes nothing that a cluster says while it is ${provisioningState === '' ? 'in no state' : provisioningState}`, () => {
      const body = rawCluster({ aadProfile: asAsked, provisioningState });
      assert.equal(checkedOutcome(body, change).kind, 'unproven');
    });
  }

  it('tells that the change failed although the profile is as asked', () => {
    const outcome = checkedOutcome(rawCluster({ aadProfile: asAsked, provisioningState: 'Failed' }), change);
    assert.deepEqual([outcome.kind, outcome.provisioningState], ['asAsked', 'Failed']);
  });

  for (const [goal, update, properties, differing] of [
    ['groups', { goal: 'adminGroups', adminGroupObjectIds: [] }, { aadProfile: { managed: true } }, ''],
    [
      'groups',
      { goal: 'adminGroups', adminGroupObjectIds: [] },
      { aadProfile: { ...asAsked, tenantID: platform } },
      'adminGroupObjectIDs',
    ],
    ['authorization', { goal: 'authorization', enableAzureRbac: false }, { aadProfile: { managed: true } }, ''],
    ['authorization', { goal: 'authorization', enableAzureRbac: true }, { aadProfile: asAsked }, 'enableAzureRBAC'],
    ['local accounts', { goal: 'localAccounts', disableLocalAccounts: false }, { disableLocalAccounts: null }, ''],
    ['local accounts', { goal: 'localAccounts', disableLocalAccounts: true }, {}, 'disableLocalAccounts'],
  ] as const) {
    it(`looks at the ${goal} alone where they were to change, and finds ${differing === '' ? 'nothing' : differing} to differ`, () => {
      const outcome = checkedOutcome(rawCluster(properties), update);
      assert.equal(outcome.kind === 'differs' ? outcome.differences.map(({ name }) => name).join(' ') : '', differing);
    });
  }
});
