import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ReservedKeys } from '../../../../src/core/credentialPlugin/reservedKeys.ts';

const cluster = {
  server: 'https://shop.hcp.westeurope.azmk8s.io:443',
  certificateAuthorityData: 'Q0E=',
  skipsTlsVerify: false,
  tenantId: '11111111-2222-3333-4444-555555555555',
  environment: 'AzurePublicCloud',
  accountId: 'ada.home',
};

describe('the key of a cluster that is about to be trusted', () => {
  let made = 0;
  const reserved = new ReservedKeys(() => (++made).toString(16).padStart(32, '0'));

  it('stays the same until the cluster is in the list', () => {
    const key = reserved.keyOf([], cluster);
    assert.equal(reserved.keyOf([], { ...cluster, proxyUrl: 'http://proxy.contoso.com' }), key);
  });

  it('is the list’s where there is one', () => {
    assert.equal(reserved.keyOf([{ ...cluster, key: 'f'.repeat(32) }], cluster), 'f'.repeat(32));
  });

  it('never comes back once it was in the list and is gone from there: a backup holds it', () => {
    const former = reserved.keyOf([], cluster);
    reserved.release([{ ...cluster, server: 'https://shop.hcp.westeurope.azmk8s.io' }]);
    assert.notEqual(reserved.keyOf([], cluster), former);
  });
});
