import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type KeptOperation, keptOperationOf, secretOf } from '../../../../src/core/entraIntegration/keptOperation.ts';
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
  it('reads what was kept, with its link byte for byte', () => {
    const read = keptOperationOf(secretOf({ ...kept, operation: new SignedUrl(url) }));
    assert.equal(read?.operation?.reveal(), url);
    assert.deepEqual({ ...read, operation: undefined }, { ...kept, operation: undefined });
  });

  it('reads one without a link', () => {
    assert.deepEqual(keptOperationOf(secretOf(kept)), kept);
  });

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
