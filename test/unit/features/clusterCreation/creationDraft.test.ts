import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completed, emptyDraft, newCluster } from '../../../../src/features/clusterCreation/creationDraft.ts';

const tenant = { tenantId: 't', displayName: 'Contoso' };
const draft = {
  ...emptyDraft,
  kind: 'standard',
  place: {
    account: { id: 'ada', label: 'ada' },
    tenants: { owner: tenant, lister: tenant },
    subscription: { subscriptionId: 's', displayName: 'Sandbox', tenantId: 't', state: 'Enabled' },
  },
  group: { name: 'rg', rights: { mayCreate: true, mayAssign: true, hasRole: false, mayFetch: true } },
  region: { name: 'westeurope', displayName: 'West Europe' },
  name: 'web',
  nodes: { kubernetesVersion: '1.34', size: 'Standard_D4s_v5', count: 2 },
  adminGroups: { groups: [{ objectId: 'g', name: 'admins' }], names: new Map(), created: new Set<string>() },
  enableAzureRbac: false,
} as const;

describe('the cluster that choices make', () => {
  it('has them', () => {
    assert.deepEqual(newCluster(completed(draft)), {
      kind: 'standard',
      subscriptionId: 's',
      tenantId: 't',
      resourceGroup: 'rg',
      isGroupNew: true,
      location: 'westeurope',
      name: 'web',
      adminGroupObjectIds: ['g'],
      enableAzureRbac: false,
      kubernetesVersion: '1.34',
      nodeSize: 'Standard_D4s_v5',
      nodeCount: 2,
    });
  });

  it('has none of those for a Standard one where somebody went back and chose Automatic', () => {
    const made = newCluster(completed({ ...draft, kind: 'automatic' }));
    assert.deepEqual(
      [made.adminGroupObjectIds, made.enableAzureRbac, made.kubernetesVersion, made.nodeSize],
      [[], true, '', ''],
    );
  });

  it('is in the tenant that the subscription belongs to, whoever manages it', () => {
    const subscription = { ...draft.place.subscription, ownerTenantId: 'owner' };
    assert.equal(newCluster(completed({ ...draft, place: { ...draft.place, subscription } })).tenantId, 'owner');
  });

  it('is none before everything is chosen', () => {
    assert.throws(() => completed(emptyDraft), TypeError);
  });
});
