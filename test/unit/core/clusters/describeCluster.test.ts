import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { clusterFromArm } from '../../../../src/core/clusters/clusterFromArm.ts';
import {
  clusterFacts,
  clusterInShort,
  describeCluster,
  entraLabel,
} from '../../../../src/core/clusters/describeCluster.ts';
import {
  clientAppId,
  entraTenantId,
  legacyProfile,
  managedProfile,
  restBody,
  serverAppId,
  tenantId,
} from './managedClusterBodies.ts';

function cluster(properties: Record<string, unknown> = {}, top: Record<string, unknown> = {}): Cluster {
  const read = clusterFromArm(restBody(properties, top), tenantId);
  assert.ok(read);
  return read;
}

function fact(of: Cluster, label: string): { value: string; explanation: string } {
  const found = clusterFacts(of).find((candidate) => candidate.label === label);
  assert.ok(found, `no fact ${label}`);
  return found;
}

const managed = cluster({ aadProfile: managedProfile() });
const legacy = cluster({ aadProfile: legacyProfile });
const plain = cluster();

describe('describeCluster', () => {
  const lines: readonly (readonly [string, Cluster, string])[] = [
    ['a usual cluster', managed, 'Entra managed · Kubernetes RBAC · 1.33.5'],
    ['a cluster without Entra', plain, 'No Entra · Kubernetes RBAC · 1.33.5'],
    [
      'a cluster that nobody gets a credential of',
      cluster({ disableLocalAccounts: true }),
      'no sign-in possible · No Entra · Kubernetes RBAC · no local accounts · 1.33.5',
    ],
    ['a cluster without any RBAC', cluster({ enableRBAC: false }), 'No Entra · No RBAC · 1.33.5'],
    ['a legacy cluster', legacy, 'Entra legacy · Kubernetes RBAC · 1.33.5'],
    [
      'a stopped one',
      cluster({ aadProfile: managedProfile(), powerState: { code: 'Stopped' } }),
      'stopped · Entra managed · Kubernetes RBAC · 1.33.5',
    ],
    [
      'a busy one, by what it is doing',
      cluster({ provisioningState: 'RefreshingAADProfile', powerState: { code: 'Stopped' } }),
      'changing Entra settings · No Entra · Kubernetes RBAC · 1.33.5',
    ],
    [
      'one whose last change failed',
      cluster({ provisioningState: 'Failed' }),
      'last change failed · No Entra · Kubernetes RBAC · 1.33.5',
    ],
    [
      'an Automatic, private one without local accounts',
      cluster(
        {
          aadProfile: managedProfile({ enableAzureRBAC: true }),
          disableLocalAccounts: true,
          apiServerAccessProfile: { enablePrivateCluster: true },
        },
        { sku: { name: 'Automatic', tier: 'Standard' } },
      ),
      'Entra managed · Azure RBAC · no local accounts · private · Automatic · 1.33.5',
    ],
  ];
  for (const [what, described, line] of lines) {
    it(`puts ${what} into one line`, () => {
      assert.equal(describeCluster(described), line);
    });
  }

  it('names the three integrations', () => {
    assert.deepEqual([managed, legacy, plain].map(entraLabel), ['Entra managed', 'Entra legacy', 'No Entra']);
  });
});

describe('clusterInShort', () => {
  const lines: readonly (readonly [string, Cluster, string])[] = [
    ['nothing but the version of a usual cluster', managed, '1.33.5'],
    ['what a cluster lacks', cluster({ enableRBAC: false }), 'No Entra · No RBAC · 1.33.5'],
    ['that Entra is legacy', legacy, 'Entra legacy · 1.33.5'],
    [
      'that nobody gets a credential before all else',
      cluster({ disableLocalAccounts: true }),
      'no sign-in possible · No Entra · no local accounts · 1.33.5',
    ],
    [
      'what a network keeps out before who decides',
      cluster({
        aadProfile: managedProfile({ enableAzureRBAC: true }),
        apiServerAccessProfile: { enablePrivateCluster: true },
      }),
      'private · Azure RBAC · 1.33.5',
    ],
    [
      'both that it is stopped and that its last change failed',
      cluster({ aadProfile: managedProfile(), powerState: { code: 'Stopped' }, provisioningState: 'Failed' }),
      'stopped · last change failed · 1.33.5',
    ],
  ];
  for (const [what, described, line] of lines) {
    it(`says ${what}`, () => {
      assert.equal(clusterInShort(described), line);
    });
  }

  it('has what else is said before the version, and what is done from here in the place of Azure’s word', () => {
    const busy = cluster({ aadProfile: managedProfile(), provisioningState: 'Updating' });
    assert.equal(clusterInShort(busy, undefined, ['Production']), 'updating · Production · 1.33.5');
    assert.equal(clusterInShort(busy, 'enabling Entra… 2m'), 'enabling Entra… 2m · 1.33.5');
  });
});

describe('clusterFacts', () => {
  it('begins with the Entra integration and its tenant', () => {
    assert.deepEqual(
      clusterFacts(managed).map(({ label, value }) => [label, value]),
      [
        ['Entra integration', 'managed'],
        ['Tenant', entraTenantId],
        ['Authorization', 'Kubernetes RBAC'],
        ['Local accounts', 'on'],
        ['API server', 'payments-6b5vazn9.hcp.eastus.azmk8s.io'],
        ['Kubernetes', '1.33.5'],
        ['State', 'running'],
        ['Resource group', 'rg_pay_eu'],
        ['Location', 'eastus'],
      ],
    );
  });

  it('name the tenant where that is known, and keep its id to be copied', () => {
    const names = new Map([[entraTenantId.toLowerCase(), 'Contoso']]);
    const [, tenant] = clusterFacts(managed, names);
    assert.deepEqual([tenant?.value, tenant?.namedId], ['Contoso', entraTenantId]);
    assert.match(tenant?.explanation ?? '', new RegExp(`Its id is ${entraTenantId}\\.$`));
    const copied = clusterFacts(legacy).map(({ id, namedId }) => [id, namedId]);
    assert.deepEqual(
      copied.filter(([, namedId]) => namedId !== undefined),
      [
        ['tenant', entraTenantId],
        ['clientApp', clientAppId],
        ['serverApp', serverAppId],
      ],
    );
  });

  it('names the applications of a legacy cluster', () => {
    assert.equal(fact(legacy, 'Client app').value, clientAppId);
    assert.equal(fact(legacy, 'Server app').value, serverAppId);
  });

  it('says where a legacy cluster’s applications are not set', () => {
    assert.equal(fact(cluster({ aadProfile: {} }), 'Server app').value, 'not set');
  });

  it('shows no tenant for a cluster without Entra and says what its credential is', () => {
    assert.deepEqual(
      clusterFacts(plain).filter(({ label }) => label === 'Tenant'),
      [],
    );
    assert.match(fact(plain, 'Entra integration').explanation, /full-admin certificate/);
  });

  it('says that Entra cannot be added where Kubernetes RBAC is off', () => {
    assert.match(fact(cluster({ enableRBAC: false }), 'Entra integration').explanation, /Entra cannot be added/);
  });

  const off = { disableLocalAccounts: true };
  const advice: readonly (readonly [string, Cluster, string, RegExp, RegExp])[] = [
    ['local accounts beside Entra', managed, 'Local accounts', /bypasses Entra/, /only way in/],
    ['local accounts without Entra', plain, 'Local accounts', /only way in/, /bypasses/],
    [
      'Entra alone',
      cluster({ aadProfile: managedProfile(), ...off }),
      'Local accounts',
      /signs in with Entra/,
      /nobody/,
    ],
    ['neither of them', cluster(off), 'Local accounts', /nobody gets a credential/, /everyone signs in/],
    ['neither of them', cluster(off), 'Entra integration', /--enable-aad/, /Static credentials only/],
    [
      'neither of them and no Kubernetes RBAC',
      cluster({ ...off, enableRBAC: false }),
      'Entra integration',
      /--enable-local-accounts.*Entra cannot be added/,
      /enable-aad/,
    ],
    ['Kubernetes RBAC with Entra', managed, 'Authorization', /what people may do/, /certificate/],
    ['Kubernetes RBAC without Entra', plain, 'Authorization', /certificate of AKS ignores them/, /people/],
  ];
  for (const [what, described, label, says, never] of advice) {
    it(`says nothing of ${what} in “${label}” that is not so`, () => {
      const { explanation } = fact(described, label);
      assert.match(explanation, says);
      assert.doesNotMatch(explanation, never);
    });
  }

  it('says what a private and a stopped cluster allow', () => {
    const closed = cluster({
      fqdn: undefined,
      apiServerAccessProfile: { enablePrivateCluster: true },
      powerState: { code: 'Stopped' },
    });
    assert.equal(fact(closed, 'API server').value, 'no address (private)');
    assert.match(fact(closed, 'State').explanation, /only be started or deleted/);
  });

  it('names the resource group and the tier with the location', () => {
    assert.equal(fact(plain, 'Location').explanation, 'Its region in Azure. Tier Free.');
    assert.equal(fact(cluster({}, { sku: undefined }), 'Location').explanation, 'Its region in Azure.');
  });

  it('has an explanation for every fact of every variant', () => {
    for (const described of [
      managed,
      legacy,
      plain,
      cluster({ enableRBAC: false, disableLocalAccounts: true }),
      cluster({ apiServerAccessProfile: { authorizedIPRanges: ['192.0.2.0/24'] } }),
    ]) {
      for (const { label, value, explanation } of clusterFacts(described)) {
        assert.ok(value.length > 0 && explanation.endsWith('.'), label);
      }
    }
  });
});
