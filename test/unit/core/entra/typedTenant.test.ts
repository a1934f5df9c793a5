import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { remedyOf } from '../../../../src/core/diagnosis/remedy.ts';
import { tenantNotAdded, typedTenantProblem } from '../../../../src/core/entra/typedTenant.ts';

it('a tenant is typed as an id or a domain, and as nothing else', () => {
  const good = ['8A6F0000-1111-2222-3333-444444444444', 'contoso.com', 'contoso.onmicrosoft.com', 'a-b.c1.example'];
  const bad = [
    '',
    'organizations',
    'common',
    'consumers',
    'contoso',
    '10.0.0.1',
    'https://contoso.com',
    'contoso.com/x',
    'contoso.com?x=1',
    'contoso.com:443',
    'ada@contoso.com',
    'contoso..com',
    '-a.com',
    'a-.com',
    'a b.com',
    'a.com\nb.com',
    'cöntoso.com',
    '{8A6F0000-1111-2222-3333-444444444444}',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(130)}com`,
  ];
  assert.deepEqual(
    good.filter((text) => typedTenantProblem(text) !== undefined),
    [],
  );
  assert.deepEqual(
    bad.filter((text) => typedTenantProblem(text) === undefined),
    [],
  );
});

it('a tenant that cannot be signed in to is not added: it says which and why, and offers another try', () => {
  const setting = 'microsoft-authentication.implementation';
  const refusal = new AksEntraError('signInFailed', 'Could not sign in. There is no such tenant.', { setting });
  const told = tenantNotAdded('nowhere.example', refusal);
  assert.ok(told instanceof AksEntraError);
  assert.equal(told.message, 'The tenant “nowhere.example” was not added. Could not sign in. There is no such tenant.');
  assert.deepEqual([told.setting, remedyOf(told.code)?.kind], [setting, 'retry']);
  const cancelled = new DOMException('cancelled', 'AbortError');
  assert.equal(tenantNotAdded('nowhere.example', cancelled), cancelled);
});
