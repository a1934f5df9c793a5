import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isBusy, isSameCluster, signInTenant, type Cluster } from '../../../../src/core/clusters/cluster.ts';
import { clusterFromArm } from '../../../../src/core/clusters/clusterFromArm.ts';
import {
  clientAppId,
  entraTenantId,
  groupId,
  legacyProfile,
  managedProfile,
  restBody,
  sdkBody,
  serverAppId,
  subscriptionId,
  tenantId,
  type RestBody,
} from './managedClusterBodies.ts';

const plain: Cluster = {
  id: `/subscriptions/${subscriptionId}/resourcegroups/rg_pay_eu/providers/Microsoft.ContainerService/managedClusters/payments`,
  subscriptionId,
  resourceGroup: 'rg_pay_eu',
  name: 'payments',
  location: 'eastus',
  tenantId,
  kubernetesVersion: '1.33.5',
  entra: { kind: 'none' },
  authorization: 'kubernetesRbac',
  hasLocalAccounts: true,
  isPrivate: false,
  apiServerHost: 'payments-6b5vazn9.hcp.eastus.azmk8s.io',
  power: 'Running',
  provisioningState: 'Succeeded',
  tier: 'Free',
  isAutomatic: false,
};
const managed = { kind: 'managed', tenantId: entraTenantId, adminGroupObjectIds: [groupId] } as const;
const noGroups = { kind: 'managed', tenantId: entraTenantId, adminGroupObjectIds: [] } as const;
const privateFqdn = 'payments-1.0000.privatelink.eastus.azmk8s.io';

const variants: readonly (readonly [string, RestBody, Partial<Cluster>])[] = [
  ['without Entra', restBody(), {}],
  ['with managed Entra', restBody({ aadProfile: managedProfile() }), { entra: managed }],
  [
    'with managed Entra whose enableAzureRBAC is null',
    restBody({ aadProfile: managedProfile({ enableAzureRBAC: null }) }),
    { entra: managed },
  ],
  [
    'with managed Entra and no enableAzureRBAC at all',
    restBody({ aadProfile: { managed: true, adminGroupObjectIDs: [groupId], tenantID: entraTenantId } }),
    { entra: managed },
  ],
  [
    'with Azure RBAC, where the admin groups may be null',
    restBody({ aadProfile: managedProfile({ enableAzureRBAC: true, adminGroupObjectIDs: null }) }),
    { entra: noGroups, authorization: 'azureRbac' },
  ],
  [
    'with legacy Entra, which has no "managed"',
    restBody({ aadProfile: legacyProfile }),
    { entra: { kind: 'legacy', tenantId: entraTenantId, adminGroupObjectIds: [], clientAppId, serverAppId } },
  ],
  ['with an aadProfile of null', restBody({ aadProfile: null }), {}],
  ['without Kubernetes RBAC', restBody({ enableRBAC: false }), { authorization: 'none' }],
  [
    'that is private without a public name',
    restBody({
      fqdn: undefined,
      privateFQDN: privateFqdn,
      apiServerAccessProfile: { enablePrivateCluster: true, enablePrivateClusterPublicFQDN: false },
    }),
    { isPrivate: true, apiServerHost: privateFqdn },
  ],
  [
    'that is private with a public name',
    restBody({
      privateFQDN: privateFqdn,
      apiServerAccessProfile: { enablePrivateCluster: true, enablePrivateClusterPublicFQDN: true },
    }),
    { isPrivate: true, privateApiServerHost: privateFqdn },
  ],
  [
    'with authorised IP ranges, which is not private',
    restBody({ apiServerAccessProfile: { authorizedIPRanges: ['192.0.2.0/24', '0.0.0.0/32'] } }),
    { authorizedIpRanges: ['192.0.2.0/24', '0.0.0.0/32'] },
  ],
  ['that is stopped', restBody({ powerState: { code: 'Stopped' } }), { power: 'Stopped' }],
  ['without a power state', restBody({ powerState: undefined }), { power: 'unknown' }],
  [
    'of kind Automatic',
    restBody(
      { aadProfile: managedProfile({ enableAzureRBAC: true, adminGroupObjectIDs: null }), disableLocalAccounts: true },
      { kind: 'Automatic', sku: { name: 'Automatic', tier: 'Standard' } },
    ),
    {
      entra: noGroups,
      authorization: 'azureRbac',
      hasLocalAccounts: false,
      isAutomatic: true,
      tier: 'Standard',
    },
  ],
  ['that is being changed', restBody({ provisioningState: 'Upgrading' }), { provisioningState: 'Upgrading' }],
  ['that has no running version yet', restBody({ currentKubernetesVersion: undefined }), { kubernetesVersion: '1.33' }],
];

describe('clusterFromArm', () => {
  for (const [what, body, difference] of variants) {
    it(`reads a cluster ${what} from REST`, () => {
      assert.deepEqual(clusterFromArm(body, tenantId), { ...plain, ...difference });
    });
    it(`reads a cluster ${what} from the SDK`, () => {
      assert.deepEqual(clusterFromArm(sdkBody(body), tenantId), { ...plain, ...difference });
    });
  }

  it('matches property names in any case', () => {
    const body = JSON.parse(
      JSON.stringify(restBody({ aadProfile: managedProfile({ enableAzureRBAC: true }) })).replaceAll(
        /"(\w+)":/g,
        (_match, name: string) => `"${name.toUpperCase()}":`,
      ),
    ) as unknown;
    assert.deepEqual(clusterFromArm(body, tenantId), { ...plain, entra: managed, authorization: 'azureRbac' });
  });

  it('takes the host as absent where a private cluster names none', () => {
    const cluster = clusterFromArm(restBody({ fqdn: undefined }), tenantId);
    assert.ok(cluster);
    assert.equal('apiServerHost' in cluster, false);
  });

  it('leaves out a tier and an Entra tenant that ARM does not name', () => {
    const cluster = clusterFromArm(
      restBody({ aadProfile: { managed: true, adminGroupObjectIDs: null } }, { sku: undefined }),
      tenantId,
    );
    assert.ok(cluster);
    assert.deepEqual(cluster.entra, { kind: 'managed', adminGroupObjectIds: [] });
    assert.equal('tier' in cluster, false);
  });

  it('ignores group ids that are no text', () => {
    const cluster = clusterFromArm(
      restBody({ aadProfile: managedProfile({ adminGroupObjectIDs: [groupId, 7, null] }) }),
      tenantId,
    );
    assert.deepEqual(cluster?.entra, managed);
  });

  for (const body of [undefined, null, 'text', 7, [], {}, { id: '' }, { id: '/subscriptions/s/resourceGroups/rg' }]) {
    it(`gives nothing for ${JSON.stringify(body)}, which is no managed cluster`, () => {
      assert.equal(clusterFromArm(body, tenantId), undefined);
    });
  }

  it('survives properties of the wrong type', () => {
    const cluster = clusterFromArm(
      restBody({ aadProfile: 'managed', powerState: 'Running', provisioningState: 3, fqdn: {}, kubernetesVersion: [] }),
      tenantId,
    );
    assert.deepEqual(cluster?.entra, { kind: 'none' });
    assert.equal(cluster.power, 'unknown');
    assert.equal(cluster.provisioningState, 'unknown');
  });
});

describe('isBusy', () => {
  for (const state of ['Succeeded', 'Failed', 'Canceled', 'succeeded']) {
    it(`is false for ${state}`, () => {
      assert.equal(isBusy({ ...plain, provisioningState: state }), false);
    });
  }
  for (const state of ['Creating', 'Updating', 'Starting', 'RefreshingAADProfile', 'ANewStateOf2030']) {
    it(`is true for ${state}`, () => {
      assert.equal(isBusy({ ...plain, provisioningState: state }), true);
    });
  }
});

describe('signInTenant', () => {
  it('is the tenant that the cluster names for Entra', () => {
    assert.equal(signInTenant({ ...plain, entra: managed }), entraTenantId);
  });
  it('is the subscription’s tenant where the cluster names none', () => {
    assert.equal(signInTenant({ ...plain, entra: { kind: 'managed', adminGroupObjectIds: [] } }), tenantId);
    assert.equal(signInTenant(plain), tenantId);
  });
});

describe('isSameCluster', () => {
  it('holds whatever letters Azure has in an id: a listing and the cluster itself differ in them', () => {
    const id = plain.id.replace('resourcegroups', 'resourceGroups').replace('managedClusters', 'managedclusters');
    assert.ok(isSameCluster(plain, { id }));
    assert.ok(!isSameCluster(plain, { id: `${plain.id}2` }));
  });
});
