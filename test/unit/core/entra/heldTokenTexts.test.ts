import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cloudFromSetting } from '../../../../src/core/azure/clouds.ts';
import type { HeldToken } from '../../../../src/core/entra/heldTokens.ts';
import { heldTokenTexts, type TokenNames } from '../../../../src/core/entra/heldTokenTexts.ts';
import { clusterScope } from '../../../../src/core/entra/scopes.ts';

const endMs = Date.UTC(2031, 4, 6, 12);
const token: HeldToken = {
  account: { id: 'ada.home', label: 'ada@contoso.com' },
  tenantId: 't',
  issuedIn: 't',
  scope: clusterScope(),
  expiresOnMs: endMs,
};

describe('a token in words', () => {
  it('says whose it is, of which tenant, what for and how long', () => {
    const names: TokenNames = { cloud: cloudFromSetting(undefined), tenants: new Map([['t', 'Contoso']]) };
    assert.deepEqual(heldTokenTexts(token, names, endMs - 84 * 60_000), {
      account: 'ada@contoso.com',
      tenant: 'Contoso',
      audience: 'AKS clusters',
      timeLeft: '1h 24m',
    });
    const home = { ...token, tenantId: 'organizations' };
    assert.equal(heldTokenTexts(home, names, endMs).tenant, 'Contoso (home)');
    assert.equal(heldTokenTexts(home, names, endMs).timeLeft, 'expired');
    assert.equal(heldTokenTexts({ ...token, issuedIn: 'u' }, names, 0).tenant, 'u');
  });

  it('names what it opens by the cloud, and else as it was asked for', () => {
    for (const environment of [undefined, 'USGovernment', 'ChinaCloud']) {
      const cloud = cloudFromSetting(environment);
      const audience = (scope: string): string =>
        heldTokenTexts({ ...token, scope }, { cloud, tenants: new Map() }, 0).audience;
      assert.equal(audience(cloud.armScope), 'Azure Resource Manager');
      assert.equal(audience(`${cloud.graphEndpoint}/.default`), 'Microsoft Graph');
      assert.equal(audience('https://vault.azure.net/.default'), 'https://vault.azure.net');
    }
  });

  it('names what it opens as it was asked for where the cloud is not described', () => {
    const texts = heldTokenTexts(
      { ...token, scope: 'https://graph.microsoft.com/.default' },
      { cloud: undefined, tenants: new Map() },
      0,
    );
    assert.equal(texts.audience, 'https://graph.microsoft.com');
    assert.equal(heldTokenTexts(token, { cloud: undefined, tenants: new Map() }, 0).audience, 'AKS clusters');
  });

  it('is cleaned', () => {
    const names: TokenNames = {
      cloud: cloudFromSetting(undefined),
      tenants: new Map([['t', 'Con\ntoso[x](command:y)']]),
    };
    const account = { id: 'a', label: 'ada\u202e@contoso' };
    const texts = heldTokenTexts({ ...token, account, scope: 'a\nb' }, names, 0);
    assert.deepEqual([texts.account, texts.tenant, texts.audience], ['ada?@contoso', 'Con?toso[x]?(command:y)', 'a?b']);
  });
});
