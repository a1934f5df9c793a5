import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byRisk, risksOf } from '../../../../src/core/posture/risks.ts';
import { admins, legacyProfile } from '../entraIntegration/rawClusters.ts';
import { postureOf, safe } from './postures.ts';

const kindsOf = (properties: object): string[] => risksOf(postureOf(properties)).map(({ kind }) => kind);
const walls = safe.apiServerAccessProfile;
const managed = (over: object): object => ({ aadProfile: { managed: true, adminGroupObjectIDs: [admins], ...over } });

describe('the risks of a cluster', () => {
  it('are none where everything is as it should be', () => {
    assert.deepEqual(kindsOf(safe), []);
  });

  for (const [what, over, expected] of [
    ['no Kubernetes RBAC', { aadProfile: null, enableRBAC: false }, ['noRbac']],
    ['no Entra', { aadProfile: null, disableLocalAccounts: false }, ['noEntra']],
    ['no Entra and no local accounts', { aadProfile: null }, ['noCredential']],
    [
      'the legacy integration, whose local accounts wait for the migration',
      { aadProfile: legacyProfile, disableLocalAccounts: false },
      ['legacyEntra'],
    ],
    ['local accounts', { disableLocalAccounts: false }, ['localAccounts']],
    ['a server that everybody reaches', { apiServerAccessProfile: { disableRunCommand: true } }, ['openToAll']],
    [
      'a private server with run command',
      { apiServerAccessProfile: { enablePrivateCluster: true } },
      ['runCommandPastWalls'],
    ],
    [
      'authorised ranges with run command',
      { apiServerAccessProfile: { ...walls, disableRunCommand: false } },
      ['runCommandPastWalls'],
    ],
    ['run command on a server that everybody reaches', { apiServerAccessProfile: null }, ['openToAll', 'runCommand']],
    ['Kubernetes RBAC', managed({}), ['kubernetesRbac']],
    [
      'Kubernetes RBAC without an admin group',
      managed({ adminGroupObjectIDs: null }),
      ['nobodyIsAdmin', 'kubernetesRbac'],
    ],
    ['nodes with local users', { agentPoolProfiles: [{ securityProfile: { sshAccess: 'LocalUser' } }] }, ['localSsh']],
    ['nodes of which Azure tells nothing', { agentPoolProfiles: [{}] }, []],
  ] as const) {
    it(`of ${what}: ${expected.join(', ') || 'none'}`, () => {
      assert.deepEqual(kindsOf({ ...safe, ...over }), expected);
    });
  }

  it('say with what they are mended, each with a sentence of its own', () => {
    const mends = [
      { ...safe, aadProfile: null, disableLocalAccounts: false },
      { ...safe, aadProfile: legacyProfile },
      { ...safe, disableLocalAccounts: false },
      { ...safe, ...managed({ adminGroupObjectIDs: [] }) },
    ].flatMap((properties) => risksOf(postureOf(properties)).map(({ mend }) => mend));
    assert.deepEqual(mends, [
      'enableEntra',
      'migrateEntra',
      'changeLocalAccounts',
      'changeAdminGroups',
      'changeAuthorization',
    ]);
  });

  it('lead to where they are mended where no command of ours does that', () => {
    const mendOf = (properties: object): unknown[] =>
      risksOf(postureOf({ ...safe, ...properties })).map(({ mend }) => mend);
    assert.deepEqual(mendOf({ aadProfile: null, enableRBAC: false }), ['createCluster']);
    assert.deepEqual(mendOf({ apiServerAccessProfile: null }), ['openInPortal', 'openInPortal']);
    assert.deepEqual(mendOf({ apiServerAccessProfile: { enablePrivateCluster: true } }), ['openInPortal']);
    assert.deepEqual(mendOf({ agentPoolProfiles: [{ securityProfile: { sshAccess: 'LocalUser' } }] }), [
      'openInPortal',
    ]);
  });

  it('come in the order in which they matter, and so do clusters', () => {
    const worst = risksOf(postureOf({ enableRBAC: false, aadProfile: null }));
    assert.deepEqual(
      worst.map(({ level }) => level),
      ['high', 'medium', 'low'],
    );
    const [two, one, none] = [
      risksOf(postureOf({ ...safe, disableLocalAccounts: false, apiServerAccessProfile: null })),
      risksOf(postureOf({ ...safe, disableLocalAccounts: false })),
      risksOf(postureOf(safe)),
    ];
    assert.deepEqual([none, one, worst, two].toSorted(byRisk), [worst, two, one, none]);
    assert.equal(byRisk(one, one), 0);
  });
});
