import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aksServerAppId, clusterScope } from '../../../../src/core/entra/scopes.ts';
import { accountOf, tokenTarget, type CurrentContext } from '../../../../src/core/entra/tokenTarget.ts';

const tenantId = '22222222-2222-4222-8222-222222222222';
const ofVscode = { contextName: 'payments', isVscodeSignIn: true, serverId: aksServerAppId, tenantId };

describe('tokenTarget', () => {
  it('is the current context’s cluster, where kubectl gets its token from VS Code', () => {
    assert.deepEqual(tokenTarget(ofVscode), {
      purpose: 'payments',
      tenantId,
      scope: '6dae42f8-4368-4678-94ff-3960e28e3630/.default',
    });
  });

  it('names the context in one clean line', () => {
    const context = { ...ofVscode, contextName: 'payments\u202E\n[a](command:b)' };
    assert.equal(tokenTarget(context)?.purpose, 'payments??[a]?(command:b)');
  });

  it('is for the account that kubectl uses there', () => {
    assert.equal(tokenTarget({ ...ofVscode, accountId: 'ada.home' })?.accountId, 'ada.home');
  });

  it('takes ids in any case', () => {
    const context = { ...ofVscode, serverId: aksServerAppId.toUpperCase(), tenantId: tenantId.toUpperCase() };
    assert.equal(tokenTarget(context)?.scope, clusterScope());
  });

  it('is none where there is no current context, and never Azure’s in its place', () => {
    assert.equal(tokenTarget(undefined), undefined);
  });

  it('is none where kubectl signs in without VS Code, whatever its ids are', () => {
    assert.equal(tokenTarget({ ...ofVscode, isVscodeSignIn: false }), undefined);
  });

  const without = { contextName: 'c', isVscodeSignIn: true };
  const foreign: readonly (readonly [string, CurrentContext])[] = [
    ['no server application', { ...without, tenantId }],
    ['no tenant', { ...without, serverId: aksServerAppId }],
    ['Graph as its server application', { ...ofVscode, serverId: 'https://graph.microsoft.com' }],
    ['an id that only begins like ours', { ...ofVscode, serverId: `${aksServerAppId}/x` }],
    ['two scopes at once', { ...ofVscode, serverId: `${aksServerAppId}/.default offline_access` }],
    ['a legacy server application', { ...ofVscode, serverId: '66666666-6666-4666-8666-666666666666' }],
    ['a tenant that is a domain', { ...ofVscode, tenantId: 'evil.example' }],
    ['a tenant that is a URL', { ...ofVscode, tenantId: 'https://evil.example/x' }],
    ['a tenant with a path', { ...ofVscode, tenantId: `${tenantId}/../evil` }],
    ['a tenant with a line break', { ...ofVscode, tenantId: `${tenantId}\n` }],
    ['an empty tenant', { ...ofVscode, tenantId: '' }],
    ['the tenant "common"', { ...ofVscode, tenantId: 'common' }],
  ];
  for (const [what, context] of foreign) {
    it(`is none for a kubeconfig with ${what}`, () => {
      assert.equal(tokenTarget(context), undefined);
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

  const target = { purpose: 'payments', tenantId, scope: clusterScope() };

  it('is the one of the context and no other, and only where it names none the one that the user chose', async () => {
    assert.equal(await accountOf(signIn, { ...target, accountId: 'ben.home' }), ben);
    assert.equal(await accountOf(signIn, { ...target, accountId: 'gone.home' }), undefined);
    assert.equal(await accountOf(signIn, target), ada);
  });
});
