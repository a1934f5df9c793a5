import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redactSecrets } from '../../../src/core/redactSecrets.ts';

const segment = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('redacting a foreign error text', () => {
  it('takes out a token and keeps the sentence around it', () => {
    const token = `${segment({ alg: 'RS256' })}.${segment({ aud: 'x' })}.c2lnbmF0dXJl`;
    assert.equal(redactSecrets(`Bearer ${token} was refused`), 'Bearer <token> was refused');
  });

  it('takes out secrets that a form or a JSON body names', () => {
    assert.equal(redactSecrets('client_secret=abc~1&scope=x'), 'client_secret=<secret>&scope=x');
    assert.equal(redactSecrets('{"refresh_token":"0.AX"}'), '{"refresh_token":"<secret>"}');
  });

  it('takes out keys, complete or cut off, and long opaque values', () => {
    assert.equal(redactSecrets('-----BEGIN KEY-----\nabc\n-----END KEY----- tail'), '<pem> tail');
    assert.equal(redactSecrets('-----BEGIN KEY-----\nabc'), '<pem>');
    assert.equal(redactSecrets('A'.repeat(100)), '<secret>');
  });

  it('takes out the key of a context, wherever it stands', () => {
    const key = '0123456789abcdef0123456789abcdef';
    for (const text of [
      `AKS_ENTRA_CONTEXT=${key}`,
      `{"name":"AKS_ENTRA_CONTEXT","value":"${key}"}`,
      `env:\n- name: AKS_ENTRA_CONTEXT\n  value: ${key}\n`,
      `spawn /x/aks-entra --${key} EACCES`,
      `https://host/${key}?k=${key}`,
    ]) {
      assert.equal(redactSecrets(text), text.replaceAll(key, '<key>'));
    }
  });

  it('keeps ids, host names and AADSTS texts', () => {
    const text =
      'AADSTS50173: revoked. Trace ID: 11111111-2222-3333-4444-555555555555 kubepe77b-6b5vazn9.hcp.eastus.azmk8s.io ' +
      'traceparent 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    assert.equal(redactSecrets(text), text);
  });
});
