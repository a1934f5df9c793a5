import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeLimits, entraLimits } from '../../../../src/core/entraIntegration/entraLimits.ts';
import type { EntraGoal, EntraUpdate } from '../../../../src/core/entraIntegration/plannedProfile.ts';
import type { JsonObject } from '../../../../src/core/clusterWrites/rawCluster.ts';
import { admins, legacyProfile, platform, rawCluster, tenantId } from './rawClusters.ts';

const managed = { managed: true, adminGroupObjectIDs: [admins], tenantID: tenantId };
const automatic = rawCluster({ aadProfile: { ...managed, enableAzureRBAC: true } }, { sku: { name: 'Automatic' } });

const obstacles: readonly (readonly [what: string, goal: EntraGoal, body: JsonObject, kinds: string, text: RegExp])[] =
  [
    ['nothing for a cluster without Entra', 'enable', rawCluster(), '', /^$/],
    ['nothing for a profile that is null', 'enable', rawCluster({ aadProfile: null }), '', /^$/],
    ['nothing for a legacy one', 'migrate', rawCluster({ aadProfile: legacyProfile }), '', /^$/],
    [
      'managed Entra',
      'enable',
      rawCluster({ aadProfile: managed }),
      'alreadyManaged',
      /^web already has AKS-managed Entra/,
    ],
    ['managed Entra', 'migrate', rawCluster({ aadProfile: managed }), 'alreadyManaged', /already/],
    ['AKS Automatic, which comes with it', 'enable', automatic, 'alreadyManaged', /already/],
    ['the legacy integration', 'enable', rawCluster({ aadProfile: legacyProfile }), 'isLegacy', /Migrate it instead/],
    ['no Entra at all', 'migrate', rawCluster(), 'hasNoEntra', /Enable Entra instead/],
    [
      'no Kubernetes RBAC',
      'enable',
      rawCluster({ enableRBAC: false }),
      'noKubernetesRbac',
      /cannot be turned on later.*new cluster/,
    ],
    ['a stopped cluster', 'enable', rawCluster({ powerState: { code: 'Stopped' } }), 'stopped', /Start it first/],
    [
      'a busy cluster, in plain words',
      'enable',
      rawCluster({ provisioningState: 'ReconcilingAddons' }),
      'busy',
      /\(reconciling addons\)/,
    ],
    ['a state that is missing', 'enable', rawCluster({ provisioningState: null }), 'busy', /\(unknown\)/],
    [
      'everything at once',
      'migrate',
      rawCluster({
        aadProfile: legacyProfile,
        enableRBAC: false,
        powerState: { code: 'Stopped' },
        provisioningState: 'Stopping',
      }),
      'noKubernetesRbac stopped busy',
      /^/,
    ],
    [
      'the wrong goal alone, as the rest does not matter then',
      'migrate',
      rawCluster({ enableRBAC: false }),
      'hasNoEntra',
      /^/,
    ],
    ['nothing for a managed one', 'adminGroups', rawCluster({ aadProfile: managed }), '', /^$/],
    ['nothing for AKS Automatic', 'adminGroups', automatic, '', /^$/],
    [
      'the legacy integration',
      'adminGroups',
      rawCluster({ aadProfile: legacyProfile }),
      'isLegacy',
      /Migrate it first/,
    ],
    ['no Entra', 'authorization', rawCluster(), 'hasNoEntra', /Enable Entra first/],
    ['AKS Automatic', 'authorization', automatic, 'isAutomatic', /always on/],
    ['AKS Automatic', 'localAccounts', automatic, 'isAutomatic', /cannot be turned on or off/],
    ['no Entra', 'localAccounts', rawCluster(), 'hasNoEntra', /nobody could enter web/],
    ['nothing where they are off', 'localAccounts', rawCluster({ disableLocalAccounts: true }), '', /^$/],
    [
      'a stopped and busy cluster',
      'localAccounts',
      rawCluster({ aadProfile: managed, powerState: { code: 'Stopped' }, provisioningState: 'Stopping' }),
      'stopped busy',
      /^/,
    ],
    ['an answer without an id', 'enable', { properties: {} }, 'unreadable', /not understood/],
    [
      'a name that would break a line',
      'enable',
      rawCluster({ provisioningState: 'a\n[b](c)' }),
      'busy',
      /\(a\?\[b\]\?\(c\)\)/,
    ],
  ];

const notices: readonly (readonly [what: string, goal: EntraGoal, body: JsonObject, kinds: string])[] = [
  ['enabling', 'enable', rawCluster(), 'cannotBeDisabled certificatesStay'],
  [
    'enabling after a failed change',
    'enable',
    rawCluster({ provisioningState: 'Failed' }),
    'cannotBeDisabled certificatesStay lastChangeFailed',
  ],
  [
    'migrating in the Free tier',
    'migrate',
    rawCluster({ aadProfile: legacyProfile }),
    'cannotBeDisabled noWayBack downtime fetchAgain',
  ],
  [
    'migrating where no tier is named',
    'migrate',
    rawCluster({}, { sku: null }),
    'cannotBeDisabled noWayBack downtime fetchAgain',
  ],
  [
    'migrating in the Standard tier',
    'migrate',
    rawCluster({}, { sku: { tier: 'standard' } }),
    'cannotBeDisabled noWayBack fetchAgain',
  ],
  [
    'migrating in the Premium tier',
    'migrate',
    rawCluster({}, { sku: { Tier: 'Premium' } }),
    'cannotBeDisabled noWayBack fetchAgain',
  ],
];

describe('entraLimits', () => {
  for (const [what, goal, body, kinds, text] of obstacles) {
    it(`has in the way of ${goal}: ${what}`, () => {
      const found = entraLimits(body, goal).obstacles;
      assert.equal(found.map(({ kind }) => kind).join(' '), kinds);
      assert.match(found.map((one) => one.text).join(' '), text);
    });
  }

  for (const [what, goal, body, kinds] of notices) {
    it(`tells before ${what} what it means`, () => {
      assert.equal(
        entraLimits(body, goal)
          .notices.map(({ kind }) => kind)
          .join(' '),
        kinds,
      );
    });
  }

  it('tells that old certificates stay full admin, and gives the line that rotates them', () => {
    const notice = entraLimits(rawCluster(), 'enable').notices.find(({ kind }) => kind === 'certificatesStay');
    assert.match(notice?.text ?? '', /still give full admin until.*30 minutes; this does not do it\.$/);
    assert.equal(notice?.command, 'az aks rotate-certs --subscription s-1 --resource-group rg --name web');
  });

  it('advises to migrate off-hours', () => {
    const found = entraLimits(rawCluster({ aadProfile: legacyProfile }), 'migrate').notices;
    assert.match(found.find(({ kind }) => kind === 'downtime')?.text ?? '', /Free tier.*off-hours\.$/);
  });

  it('says everything in whole sentences', () => {
    const all = [...obstacles, ...notices].flatMap(([, goal, body]) => {
      const limits = entraLimits(body, goal);
      return [...limits.obstacles, ...limits.notices];
    });
    for (const { text } of all) {
      assert.match(text, /^\p{L}.*\.$/u);
    }
  });
});

describe('changeLimits', () => {
  const change = { goal: 'enable', adminGroupObjectIds: [admins], tenantId, enableAzureRbac: false } as const;

  it('has nothing to say of a group and Kubernetes RBAC', () => {
    assert.deepEqual(changeLimits(rawCluster(), change), { obstacles: [], notices: [] });
  });

  it('refuses names and other texts in place of ids', () => {
    const ids = [admins, 'aks-admins', `${admins} `, `{${admins}}`, ''];
    const { obstacles: found } = changeLimits(rawCluster(), { ...change, adminGroupObjectIds: ids });
    assert.deepEqual(
      found.map(({ kind }) => kind),
      Array(4).fill('invalidGroup'),
    );
    assert.match(found[0]?.text ?? '', /^aks-admins is not an object id/);
  });

  it('tells that nobody is admin without a group, unless Azure’s roles decide', () => {
    const none = { ...change, adminGroupObjectIds: [] };
    assert.deepEqual(
      changeLimits(rawCluster(), none).notices.map(({ kind }) => kind),
      ['nobodyIsAdmin'],
    );
    const roles = changeLimits(rawCluster(), { ...none, enableAzureRbac: true }).notices;
    assert.deepEqual(
      roles.map(({ kind }) => kind),
      ['rolesDecide'],
    );
  });

  const body = rawCluster({ aadProfile: { ...managed, adminGroupObjectIDs: [admins.toUpperCase()] } });
  for (const [what, update, kinds] of [
    ['other groups', { goal: 'adminGroups', adminGroupObjectIds: [admins, platform] }, 'nextToken'],
    ['no groups', { goal: 'adminGroups', adminGroupObjectIds: [] }, 'nobodyIsAdmin'],
    ['the same groups', { goal: 'adminGroups', adminGroupObjectIds: [admins] }, 'nothingChanges'],
    ['a name for a group', { goal: 'adminGroups', adminGroupObjectIds: ['x'] }, 'invalidGroup nextToken'],
    ['Azure RBAC', { goal: 'authorization', enableAzureRbac: true }, 'rolesDecide rolesInherited'],
    [
      'no Azure RBAC where there is none',
      { goal: 'authorization', enableAzureRbac: false },
      'nothingChanges bindingsDecide',
    ],
    ['no local accounts', { goal: 'localAccounts', disableLocalAccounts: true }, 'entraOnly certificatesStay'],
    [
      'the local accounts that it has',
      { goal: 'localAccounts', disableLocalAccounts: false },
      'nothingChanges adminCredential certificatesRemain',
    ],
  ] as const satisfies readonly (readonly [string, EntraUpdate, string])[]) {
    it(`says of ${what} what is in the way and what it means, in whole sentences`, () => {
      const { obstacles: found, notices: told } = changeLimits(body, update);
      assert.equal([...found, ...told].map(({ kind }) => kind).join(' '), kinds);
      for (const { text } of [...found, ...told]) {
        assert.match(text, /^\p{L}.*\.$/u);
      }
    });
  }
});
