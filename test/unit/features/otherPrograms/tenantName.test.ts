import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tenantNameIn } from '../../../../src/features/otherPrograms/tenantName.ts';
import { ada, failed, fabrikam, seen } from '../../core/clusters/listedClusters.ts';

const tenantId = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

describe('the name of a tenant', () => {
  it('is what the listing of clusters tells, also of a tenant that failed', () => {
    const listing = { accounts: [ada], subscriptions: [seen('prod', [])], tenantFailures: [failed(fabrikam)] };
    const state = { kind: 'listed', ...listing } as const;
    assert.equal(tenantNameIn(state, 'CONTOSO'), 'Contoso');
    assert.equal(tenantNameIn(state, 'fabrikam'), 'Fabrikam');
    assert.equal(tenantNameIn(state, tenantId), undefined);
    assert.equal(tenantNameIn({ kind: 'starting' }, 'contoso'), undefined);
  });

  it('is not its id, which stands in its place where the tenant is none of the account’s', () => {
    const tenant = { tenantId, displayName: tenantId };
    const state = {
      kind: 'listed',
      accounts: [ada],
      subscriptions: [seen('prod', [], { tenant })],
      tenantFailures: [],
    };
    assert.equal(tenantNameIn({ ...state, kind: 'listed' }, tenantId), undefined);
  });
});
