import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isListed, pluginContexts } from '../../../../src/core/credentialPlugin/trustedContexts.ts';
import type { TrustedCluster } from '../../../../src/core/credentialPlugin/trustedCluster.ts';
import { account, kubeconfigOf } from './pluginKubeconfig.ts';

const key = '0123456789abcdef0123456789abcdef';
const text = kubeconfigOf({
  clusters: ['shop'],
  contexts: [['shop', 'shop', 'shop']],
  users: ['shop'],
}).replace('env: null', `env: [{name: AKS_ENTRA_CONTEXT, value: ${key}}]`);
const [context] = pluginContexts([text], ['shop']);
const listed: TrustedCluster = {
  server: 'https://shop.azmk8s.io',
  certificateAuthorityData: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkNBCg==',
  skipsTlsVerify: false,
  ...account,
  key,
};

describe('isListed', () => {
  for (const [what, trusted, expected] of [
    ['its key, its account and its server', [listed], true],
    ['the same beside others', [{ ...listed, key: key.replaceAll('0', '9') }, listed], true],
    ['nothing', [], false],
    ['another key', [{ ...listed, key: key.replaceAll('0', '9') }], false],
    ['its key for another server', [{ ...listed, server: 'https://web.azmk8s.io' }], false],
    ['its key for another account', [{ ...listed, accountId: 'bob.home' }], false],
    ['its key for another tenant', [{ ...listed, tenantId: account.tenantId.replaceAll('1', '9') }], false],
    ['its key for another authority', [{ ...listed, certificateAuthorityData: 'Q0E=' }], false],
    ['its key for another proxy', [{ ...listed, proxyUrl: 'http://corp:3128' }], false],
  ] as const) {
    it(`is ${String(expected)} where the list has ${what}`, () => {
      assert.equal(context?.givenKey, key);
      assert.equal(isListed(context, trusted), expected);
    });
  }

  it('is false where kubectl is not to name the cluster, unless such programs are allowed', () => {
    assert.ok(context);
    const nameless = { ...context, namesCluster: false };
    assert.equal(isListed(nameless, [listed]), false);
    assert.equal(isListed(nameless, [{ ...listed, consent: { kubeconfigs: ['/k'] } }]), true);
  });

  it('is false without a key', () => {
    assert.ok(context);
    assert.equal(isListed({ ...context, givenKey: undefined }, [listed]), false);
  });
});
