import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { homeTenantOf } from '../../../../src/core/entra/homeTenant.ts';

const objectId = '11111111-0000-4000-8000-000000000001';
const tenantId = '22222222-0000-4000-8000-00000000000A';

describe('homeTenantOf', () => {
  it('is the tenant that VS Code’s id of the account names', () => {
    assert.equal(homeTenantOf({ id: `${objectId}.${tenantId}`, label: 'ada' }), tenantId.toLowerCase());
  });

  for (const id of ['', 'ada', `${objectId}.9188040d-6c67-4c5b-b112-36a304b66dad`, tenantId, `${objectId}.x`]) {
    it(`is any of its organizations where “${id}” names none`, () => {
      assert.equal(homeTenantOf({ id, label: 'ada' }), 'organizations');
    });
  }
});
