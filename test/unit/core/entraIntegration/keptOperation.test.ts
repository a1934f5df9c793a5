import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type KeptOperation, keptOperationOf, recordOf } from '../../../../src/core/entraIntegration/keptOperation.ts';
import { SignedUrl } from '../../../../src/core/clusterWrites/signedUrl.ts';
import { admins, tenantId } from './rawClusters.ts';

const url = 'https://management.azure.com/operations/1?api-version=2025-03-01&s=sig%2Bnature';
const kept: KeptOperation = {
  clusterId: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/web',
  accountId: 'ada',
  change: { goal: 'migrate', adminGroupObjectIds: [admins], tenantId, enableAzureRbac: true },
  startedAtMs: 1_900_000_000_000,
};

describe('keptOperationOf', () => {
  it('reads what was kept, of which a file has no link', () => {
    const record = recordOf({ ...kept, operation: new SignedUrl(url) });
    assert.doesNotMatch(record, /management|nature/);
    assert.deepEqual(keptOperationOf(record), kept);
  });

  for (const change of [
    { goal: 'adminGroups', adminGroupObjectIds: [] },
    { goal: 'adminGroups', adminGroupObjectIds: [admins] },
    { goal: 'enable', adminGroupObjectIds: [admins], tenantId, enableAzureRbac: false, hasNewGroup: true },
    { goal: 'authorization', enableAzureRbac: false },
    { goal: 'localAccounts', disableLocalAccounts: true },
    { goal: 'create', adminGroupObjectIds: [admins], tenantId, enableAzureRbac: false, disableLocalAccounts: true },
    {
      goal: 'create',
      adminGroupObjectIds: [],
      tenantId,
      enableAzureRbac: true,
      disableLocalAccounts: true,
      hasNewGroup: true,
      roleLine: 'az role assignment create',
    },
  ] as const) {
    it(`reads a change of ${change.goal} as it was kept`, () => {
      assert.deepEqual(keptOperationOf(recordOf({ ...kept, change })), { ...kept, change });
    });
  }

  const { clusterId, accountId, change } = kept;
  for (const text of [
    '',
    '{',
    'null',
    '[]',
    JSON.stringify({ accountId, change, startedAtMs: 1 }),
    JSON.stringify({ clusterId, accountId, change, startedAtMs: '1' }),
    JSON.stringify({ clusterId, accountId, change: { ...change, goal: 'other' }, startedAtMs: 1 }),
    JSON.stringify({ clusterId, accountId, change: { ...change, enableAzureRbac: null }, startedAtMs: 1 }),
    JSON.stringify({ clusterId, accountId, change: { goal: 'adminGroups' }, startedAtMs: 1 }),
    JSON.stringify({ clusterId, accountId, change: { goal: 'localAccounts' }, startedAtMs: 1 }),
  ]) {
    it(`takes ${text === '' ? 'nothing' : text.slice(0, 60)} for nothing kept`, () => {
      assert.equal(keptOperationOf(text), undefined);
    });
  }

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        assert.equal(keptOperationOf(text), undefined);
      }),
    );
  });
});
