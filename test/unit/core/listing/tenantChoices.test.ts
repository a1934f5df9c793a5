import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  choicesAfter,
  mayNameTenants,
  tenantChoicesFrom,
  tenantToSignInTo,
  withChoices,
  withTypedTenant,
} from '../../../../src/core/listing/tenantChoices.ts';
import { contoso, fabrikam } from '../clusters/listedClusters.ts';

const home = '11111111-2222-3333-4444-555555555555';
const account = { id: `99999999-2222-3333-4444-555555555555.${home}`, label: 'ada@contoso.com' };
const typed = { tenantId: 'northwind', displayName: 'northwind.com', isTyped: true };

describe('the choice of tenants', () => {
  it('is kept for those that Azure still names, and adds those typed in, each once', () => {
    const choices = [
      { ...fabrikam, tenantId: 'FABRIKAM', isDeselected: true },
      typed,
      { ...contoso, tenantId: 'gone' },
    ];
    assert.deepEqual(withChoices([contoso, fabrikam], choices), [contoso, { ...fabrikam, isDeselected: true }, typed]);
    const named = { tenantId: 'Northwind', displayName: 'Northwind Traders' };
    assert.deepEqual(withChoices([contoso, named], [typed]), [contoso, named]);
  });

  it('is all that there is where Azure is not asked', () => {
    assert.deepEqual(withChoices(undefined, [{ ...contoso, isDeselected: true }, typed]), [
      { ...contoso, isDeselected: true },
      typed,
    ]);
  });

  it('keeps Azure from being asked where the home tenant is left out, whose token that takes', () => {
    const chosen = { tenantId: home.toUpperCase(), displayName: 'Contoso' };
    assert.equal(mayNameTenants(account, [{ ...chosen, isDeselected: true }]), false);
    assert.equal(mayNameTenants(account, [chosen, { ...fabrikam, isDeselected: true }]), true);
  });

  it('has an account sign in where a token may be asked for, the home tenant before others', () => {
    const leftOut = { tenantId: home.toUpperCase(), displayName: 'Contoso', isDeselected: true };
    assert.equal(tenantToSignInTo(account, []), home);
    assert.equal(tenantToSignInTo(account, [leftOut, fabrikam]), fabrikam.tenantId);
    assert.equal(tenantToSignInTo(account, [leftOut]), undefined);
  });

  it('remembers what is left out, forgets what was typed in and is not wanted, and lists what is typed in anew', () => {
    const known = [contoso, { ...fabrikam, isDeselected: true }, typed];
    assert.deepEqual(choicesAfter(known, [fabrikam.tenantId]), [{ ...contoso, isDeselected: true }, fabrikam]);
    assert.deepEqual(choicesAfter(known, [contoso.tenantId, typed.tenantId]), known);
    const { tenantId } = fabrikam;
    assert.deepEqual(withTypedTenant(known, { tenantId: tenantId.toUpperCase(), displayName: 'fabrikam.com' }), [
      contoso,
      typed,
      { tenantId: tenantId.toUpperCase(), displayName: 'fabrikam.com', isTyped: true },
    ]);
  });

  it('is read out of whatever is remembered', () => {
    for (const stored of [
      undefined,
      null,
      7,
      'x',
      {},
      [null, 7, {}, { tenantId: 'a' }, { tenantId: '', displayName: 'b' }],
    ]) {
      assert.deepEqual(tenantChoicesFrom(stored), []);
    }
    const choices = [{ ...fabrikam, isDeselected: true }, typed];
    assert.deepEqual(tenantChoicesFrom(JSON.parse(JSON.stringify([...choices, ...choices]))), choices);
  });
});
