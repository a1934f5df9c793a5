import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyListing } from '../../../../src/core/listing/growingListing.ts';
import { tenantNames } from '../../../../src/core/listing/tenantNames.ts';
import { ada, ben, contoso, fabrikam, failed, seen } from '../clusters/listedClusters.ts';

const tenantId = '0F1E2D3C-4b5a-6978-8796-a5b4c3d2e1f0';
const foreign = { tenantId, displayName: tenantId };

describe('the names of tenants', () => {
  it('are known by what was listed in them, by what failed, and by the accounts’ own tenants without subscriptions', () => {
    const listing = {
      ...emptyListing([ada]),
      tenants: [{ account: ben, tenant: { tenantId: 'EMPTY', displayName: 'Nothing Ltd' }, isDeselected: true }],
      subscriptions: [seen('prod', [])],
      tenantFailures: [failed(fabrikam)],
    };
    assert.deepEqual(Object.fromEntries(tenantNames(listing)), {
      empty: 'Nothing Ltd',
      [contoso.tenantId]: 'Contoso',
      [fabrikam.tenantId]: 'Fabrikam',
    });
    assert.equal(tenantNames(undefined).size, 0);
  });

  it('are not the id, which stands in its place where the tenant is none of one account’s, and another knows it', () => {
    const lent = { ...seen('lent', []), tenants: { owner: foreign, lister: contoso, isOwnerForeign: true } };
    const known = seen('own', [], {
      account: ben,
      tenant: { tenantId: tenantId.toLowerCase(), displayName: 'Lender' },
    });
    for (const subscriptions of [
      [lent, known],
      [known, lent],
    ]) {
      assert.equal(tenantNames({ ...emptyListing([ada, ben]), subscriptions }).get(tenantId.toLowerCase()), 'Lender');
    }
    assert.equal(tenantNames({ ...emptyListing([ada]), subscriptions: [lent] }).has(tenantId.toLowerCase()), false);
  });
});
