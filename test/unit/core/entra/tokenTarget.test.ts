import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aksServerAppId, clusterScope } from '../../../../src/core/entra/scopes.ts';
import { accountOf, tokenTarget, type CurrentContext } from '../../../../src/core/entra/tokenTarget.ts';

const armScope = 'https://management.core.windows.net/.default';
const tenantId = '22222222-2222-4222-8222-222222222222';
const azure = { purpose: 'Azure', tenantId: 'organizations', scope: armScope };

describe('tokenTarget', () => {
  it('is the current context’s cluster', () => {
    assert.deepEqual(tokenTarget({ contextName: 'payments', serverId: aksServerAppId, tenantId }, armScope), {
      purpose: 'payments',
      tenantId,
      scope: '6dae42f8-4368-4678-94ff-3960e28e3630/.default',
    });
  });

  it('names the context in one clean line', () => {
    const context = { contextName: 'payments\u202E\n[a](command:b)', serverId: aksServerAppId, tenantId };
    assert.equal(tokenTarget(context, armScope).purpose, 'payments??[a]?(command:b)');
  });

  it('is for the account that kubectl uses there', () => {
    const context = { contextName: 'payments', serverId: aksServerAppId, tenantId, accountId: 'ada.home' };
    assert.equal(tokenTarget(context, armScope).accountId, 'ada.home');
    assert.deepEqual(tokenTarget({ contextName: 'lab', accountId: 'ada.home' }, armScope), azure);
  });

  it('takes ids in any case', () => {
    const context = { contextName: 'p', serverId: aksServerAppId.toUpperCase(), tenantId: tenantId.toUpperCase() };
    assert.equal(tokenTarget(context, armScope).scope, clusterScope());
  });

  it('is Azure where there is no kubeconfig', () => {
    assert.deepEqual(tokenTarget(undefined, armScope), azure);
  });

  const foreign: readonly (readonly [string, CurrentContext])[] = [
    ['a static credential', { contextName: 'lab' }],
    ['no server application', { contextName: 'c', tenantId }],
    ['no tenant', { contextName: 'c', serverId: aksServerAppId }],
    ['Graph as its server application', { contextName: 'c', serverId: 'https://graph.microsoft.com', tenantId }],
    ['an id that only begins like ours', { contextName: 'c', serverId: `${aksServerAppId}/x`, tenantId }],
    ['two scopes at once', { contextName: 'c', serverId: `${aksServerAppId}/.default offline_access`, tenantId }],
    ['a legacy server application', { contextName: 'c', serverId: '66666666-6666-4666-8666-666666666666', tenantId }],
    ['a tenant that is a domain', { contextName: 'c', serverId: aksServerAppId, tenantId: 'evil.example' }],
    ['a tenant that is a URL', { contextName: 'c', serverId: aksServerAppId, tenantId: 'https://evil.example/x' }],
    ['a tenant with a path', { contextName: 'c', serverId: aksServerAppId, tenantId: `${tenantId}/../evil` }],
    ['a tenant with a line break', { contextName: 'c', serverId: aksServerAppId, tenantId: `${tenantId}\n` }],
    ['an empty tenant', { contextName: 'c', serverId: aksServerAppId, tenantId: '' }],
    ['the tenant "common"', { contextName: 'c', serverId: aksServerAppId, tenantId: 'common' }],
  ];
  for (const [what, context] of foreign) {
    it(`is Azure for a kubeconfig with ${what}`, () => {
      assert.deepEqual(tokenTarget(context, armScope), azure);
    });
  }
});

describe('clusterScope', () => {
  it('is the AKS server application, or the one of a legacy cluster', () => {
    assert.equal(clusterScope(), '6dae42f8-4368-4678-94ff-3960e28e3630/.default');
    assert.equal(clusterScope('own-app'), 'own-app/.default');
  });
});

describe('the account of a token', () => {
  const [ada, ben] = [
    { id: 'ada.home', label: 'ada' },
    { id: 'ben.home', label: 'ben' },
  ];
  const signIn = { accounts: () => Promise.resolve([ada, ben]), currentAccount: () => Promise.resolve(ada) };

  it('is the one of the context, else the one that the user chose', async () => {
    assert.equal(await accountOf(signIn, { ...azure, accountId: 'ben.home' }), ben);
    assert.equal(await accountOf(signIn, { ...azure, accountId: 'gone.home' }), ada);
    assert.equal(await accountOf(signIn, azure), ada);
  });
});
