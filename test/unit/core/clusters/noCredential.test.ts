import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  assertHasCredential,
  explainLocalAccountsOff,
  explainNoCredential,
  hasCredential,
} from '../../../../src/core/clusters/noCredential.ts';
import { cluster } from './listedClusters.ts';

const managed = { aadProfile: { managed: true } };
const legacy = { aadProfile: { managed: false } };
const off = { disableLocalAccounts: true };

describe('whether Azure has a credential for a cluster', () => {
  const table: readonly (readonly [string, object, boolean])[] = [
    ['managed Entra', managed, true],
    ['managed Entra without local accounts', { ...managed, ...off }, true],
    ['legacy Entra', legacy, true],
    ['legacy Entra without local accounts', { ...legacy, ...off }, true],
    ['no Entra', {}, true],
    ['no Entra and no Kubernetes RBAC', { enableRBAC: false }, true],
    ['no Entra and no local accounts', off, false],
    ['no Entra, no local accounts and no Kubernetes RBAC', { ...off, enableRBAC: false }, false],
  ];
  for (const [facts, properties, expected] of table) {
    it(`is ${expected} for ${facts}`, () => {
      const web = cluster('prod', 'web', properties);
      assert.equal(hasCredential(web), expected);
      if (expected) {
        assertHasCredential(web);
      } else {
        assert.throws(
          () => {
            assertHasCredential(web);
          },
          { code: 'localAccountsDisabled', message: explainNoCredential(web) },
        );
      }
    });
  }
});

describe('the way out of a cluster without a credential', () => {
  it('is Entra or local accounts, with the commands', () => {
    assert.equal(
      explainNoCredential(cluster('prod', 'web', off)),
      'Azure has no credential for web: its local accounts are off, and Microsoft Entra ID is not on. ' +
        'Its owner can turn on Entra (az aks update -g rg -n web --enable-aad) or local accounts (--enable-local-accounts instead).',
    );
  });

  it('is local accounts alone where Kubernetes RBAC is off, since Entra cannot be added', () => {
    const text = explainNoCredential(cluster('prod', 'web', { ...off, enableRBAC: false }));
    assert.match(
      text,
      /turn local accounts on \(az aks update -g rg -n web --enable-local-accounts\); Entra cannot be/,
    );
    assert.doesNotMatch(text, /enable-aad/);
  });

  it('begins with the start of a stopped cluster', () => {
    const text = explainNoCredential(cluster('prod', 'web', { ...off, powerState: { code: 'Stopped' } }));
    assert.match(text, /The cluster is stopped and has to be started before\.$/);
  });

  it('has a group with brackets in its name as one argument of the command', () => {
    const web = { ...cluster('prod', 'web', off), resourceGroup: 'rg (old) $x`' };
    assert.match(explainNoCredential(web), /-g "rg \(old\) x" -n web/);
  });
});

describe('what ARM means by a static credential that it does not give out', () => {
  it('is that Entra is the way in, where the cluster has it', () => {
    for (const properties of [managed, legacy]) {
      const { code, message } = explainLocalAccountsOff(cluster('prod', 'web', properties), 'get it');
      assert.equal(code, 'localAccountsDisabled');
      assert.match(message, /^Could not get it\. The local accounts of web are off.* Sign in with Microsoft Entra ID/);
      assert.doesNotMatch(message, /enable/);
    }
  });

  it('is that there is none at all where the cluster has no Entra, also where the listing was older', () => {
    for (const properties of [off, {}]) {
      const web = cluster('prod', 'web', properties);
      const { message } = explainLocalAccountsOff(web, 'get it');
      assert.equal(message, `Could not get it. ${explainNoCredential(web)}`);
      assert.doesNotMatch(message, /Sign in with/);
    }
  });
});
