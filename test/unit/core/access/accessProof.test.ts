import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accessProof, type AccessFacts } from '../../../../src/core/access/accessProof.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type { OwnGroups } from '../../../../src/core/directory/ownGroups.ts';
import { clusterOf } from '../entraIntegration/changeTexts.ts';
import { admins, platform, rawCluster } from '../entraIntegration/rawClusters.ts';

const names = new Map([[admins, 'aks-admins']]);
const data = (dataActions: readonly string[], notDataActions: readonly string[] = []): object => ({
  actions: [],
  notActions: [],
  dataActions,
  notDataActions,
});
const clusters = 'Microsoft.ContainerService/managedClusters';
const clusterAdmin = [data([`${clusters}/*`])];
const reader = [data([`${clusters}/pods/read`])];
const adminCredential = [{ actions: [`${clusters}/listClusterAdminCredential/action`], notActions: [] }];

function known(ids: readonly string[], source: 'token' | 'directory' = 'token'): OwnGroups {
  return { kind: 'known', ids: new Set(ids), source };
}

function after(groups: readonly string[] | null, rest: { azure?: boolean; localAccounts?: boolean } = {}): Cluster {
  const { azure = false, localAccounts = true } = rest;
  const aadProfile = { managed: true, adminGroupObjectIDs: groups, enableAzureRBAC: azure };
  return clusterOf(rawCluster({ aadProfile, disableLocalAccounts: !localAccounts }));
}

function facts(given: Partial<AccessFacts>): AccessFacts {
  return { groups: known([]), createdGroups: new Set(), permissions: [], ...given };
}

const cases: readonly (readonly [
  what: string,
  after: Cluster,
  facts: Partial<AccessFacts>,
  kind: 'proven' | 'unproven',
  says: RegExp,
])[] = [
  [
    'a group of the token',
    after([admins]),
    { groups: known([admins]) },
    'proven',
    /your token says that you are in “aks-admins”/,
  ],
  ['a group in another case', after([admins.toUpperCase()]), { groups: known([admins]) }, 'proven', /“aks-admins”/],
  [
    'a group by the directory',
    after([admins]),
    { groups: known([admins], 'directory') },
    'proven',
    /the directory says/,
  ],
  ['one of several groups', after([platform, admins]), { groups: known([admins]) }, 'proven', /“aks-admins”/],
  ['a group without a name', after([platform]), { groups: known([platform]) }, 'proven', new RegExp(`“${platform}”`)],
  [
    'a group made a moment ago, which no token has',
    after([admins]),
    { groups: known([]), createdGroups: new Set([admins]) },
    'proven',
    /you made “aks-admins” with yourself in it.*refresh/,
  ],
  [
    'a group made a moment ago, where there are too many for a token',
    after([admins]),
    { groups: { kind: 'unknown', why: 'tooMany' }, createdGroups: new Set([admins]) },
    'proven',
    /you made/,
  ],
  ['roles under Azure RBAC', after([], { azure: true }), { permissions: clusterAdmin }, 'proven', /with Azure RBAC/],
  [
    'a group, under Azure RBAC too',
    after([admins], { azure: true }),
    { groups: known([admins]) },
    'proven',
    /your token says/,
  ],
  ['roles without Azure RBAC', after([]), { permissions: clusterAdmin }, 'unproven', /There will be no admin group\./],
  [
    'no admin group',
    after(null),
    { groups: known([admins]) },
    'unproven',
    /no admin group.*role bindings give you cannot/,
  ],
  [
    'somebody else’s group',
    after([platform]),
    { groups: known([admins]) },
    'unproven',
    /You are in none of the groups/,
  ],
  [
    'a group that was made and is not taken',
    after([platform]),
    { createdGroups: new Set([admins]) },
    'unproven',
    /You are in none/,
  ],
  [
    'too many groups',
    after([platform]),
    { groups: { kind: 'unknown', why: 'tooMany' } },
    'unproven',
    /too many groups for a token/,
  ],
  ['no token', after([platform]), { groups: { kind: 'unknown', why: 'noToken' } }, 'unproven', /Without a token/],
  [
    'roles that only read',
    after([], { azure: true }),
    { permissions: reader },
    'unproven',
    /let you see what is inside it, but not administer it/,
  ],
  ['no roles', after([], { azure: true }), {}, 'unproven', /You have no Azure role/],
  [
    'the admin credential, which is told',
    after([]),
    { permissions: adminCredential },
    'unproven',
    /The admin credential, which you may fetch, still opens it/,
  ],
];

describe('whether somebody keeps access', () => {
  for (const [what, cluster, given, kind, says] of cases) {
    it(`is ${kind} by ${what}`, () => {
      const proof = accessProof(cluster, facts(given), names);
      assert.equal(proof.kind, kind);
      assert.match(proof.text, says);
      assert.match(proof.text, /^(You keep access: |It is not proven that you keep access\. ).*\.$/);
    });
  }

  it('says nothing of the admin credential where local accounts go, or it may not be fetched', () => {
    for (const [cluster, permissions] of [
      [after([], { localAccounts: false }), adminCredential],
      [after([]), []],
    ] as const) {
      assert.doesNotMatch(accessProof(cluster, facts({ permissions }), names).text, /admin credential/);
    }
  });
});
