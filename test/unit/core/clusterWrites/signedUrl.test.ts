import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { SignedUrl } from '../../../../src/core/clusterWrites/signedUrl.ts';

const secret = 't=6390&c=MIIHhz&s=sig%2Bnature&h=hash';
const url = `https://management.azure.com/subscriptions/s/operations/1?api-version=2025-03-01&${secret}`;

describe('SignedUrl', () => {
  it('is what it was made from, byte for byte', () => {
    assert.equal(new SignedUrl(url).reveal(), url);
  });

  it('shows its query to nobody who joins, prints or serialises it', () => {
    const signed = new SignedUrl(url);
    const texts = [String(signed), JSON.stringify({ signed }), inspect({ signed }, { showHidden: true, depth: 9 })];
    for (const text of texts) {
      assert.ok(!/MIIHhz|sig%2Bnature|6390/.test(text), text);
    }
    assert.equal(String(signed), 'https://management.azure.com/subscriptions/s/operations/1?<signature>');
  });
});
