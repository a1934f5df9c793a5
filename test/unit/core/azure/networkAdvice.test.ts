import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUnknownIssuer, networkAdvice, proxyRefusal } from '../../../../src/core/azure/networkAdvice.ts';

describe('networkAdvice', () => {
  const advice: readonly (readonly [string | undefined, RegExp])[] = [
    ['SELF_SIGNED_CERT_IN_CHAIN', /an authority that this machine does not trust\..*NODE_EXTRA_CA_CERTS/],
    ['CERT_HAS_EXPIRED', /clock/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /another host’s/],
    ['ENOTFOUND', /is not known/],
    ['EAI_AGAIN', /offline/],
    ['ENETUNREACH', /offline/],
    ['ECONNREFUSED', /Nobody listens there, or at the proxy/],
    ['no answer in time', /^Check the network, VPN or proxy/],
    [undefined, /^Check the network, VPN or proxy/],
  ];
  for (const [code, sentence] of advice) {
    it(`tells ${code ?? 'a failure without a reason'} from the others`, () => {
      assert.match(networkAdvice(code), sentence);
    });
  }

  it('names who vouches for a certificate, and lets nothing in that name break the sentence', () => {
    assert.match(networkAdvice('SELF_SIGNED_CERT_IN_CHAIN', 'Gateway\nCA'), /comes from “Gateway[^\n]*CA”/);
    assert.ok(isUnknownIssuer('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'));
    assert.ok(!isUnknownIssuer(undefined));
  });

  it('tells a proxy that does not know one from a proxy that refuses', () => {
    assert.match(proxyRefusal(407), /user name and a password \(407\)/);
    assert.match(proxyRefusal(403), /refused it \(403\)/);
  });
});
