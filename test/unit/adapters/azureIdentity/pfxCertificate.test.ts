import assert from 'node:assert/strict';
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { pfxCertificate } from '../../../../src/adapters/azureIdentity/pfxCertificate.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';

const fixture = (name: string): Buffer => readFileSync(new URL(`../../../fixtures/pfx/${name}`, import.meta.url));
const certificate = new X509Certificate(fixture('certificate.pem'));
const password = 'worthless';

/** Why a file is refused; nothing of what is secret about it may be in the text. */
function refusalOf(bytes: Buffer, typed: string | undefined): string {
  try {
    pfxCertificate(bytes, typed);
  } catch (error) {
    assert.ok(error instanceof AksEntraError, String(error));
    assert.equal(error.code, 'signInFailed');
    assert.equal(error.cause, undefined);
    assert.ok(typed === undefined || typed === '' || !error.message.includes(typed));
    return error.message;
  }
  assert.fail('not refused');
}

/** Bytes without a meaning, the same in each run. */
function noise(seed: number, length: number): Buffer {
  return createHash('shake256', { outputLength: length }).update(String(seed)).digest();
}

function certificatesIn(pem: string): X509Certificate[] {
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)].map(
    ([one]) => new X509Certificate(one),
  );
}

describe('a PFX file', () => {
  for (const name of [
    'openssl3',
    'legacy-rc2',
    'triple-des',
    'sha512',
    'java',
    'chain',
    'two-keys',
    'umlauts',
    'no-password',
  ]) {
    it(`as ${name}.pfx is opened, its certificate to the byte and first, with the key`, () => {
      const typed = { umlauts: 'Sämtliche 1€', 'no-password': undefined }[name] ?? password;
      for (const each of name === 'no-password' ? [undefined, ''] : [typed]) {
        const pem = pfxCertificate(fixture(`${name}.pfx`), each);
        const [leaf, ...others] = certificatesIn(pem);
        assert.deepEqual(leaf?.raw, certificate.raw);
        assert.equal(others.length, name === 'chain' || name === 'two-keys' ? 1 : 0);
        assert.ok(certificate.checkPrivateKey(createPrivateKey(pem)));
      }
    });
  }

  it('is refused with a wrong password, and without the one that it needs', () => {
    for (const name of ['openssl3.pfx', 'legacy-rc2.pfx', 'triple-des.pfx', 'java.pfx', 'umlauts.pfx']) {
      for (const typed of ['Wrong1234', 'Falsch-ä-1234']) {
        assert.match(refusalOf(fixture(name), typed), /does not open with this password.*check --client-certificate-p/);
      }
      for (const typed of [undefined, '']) {
        assert.match(refusalOf(fixture(name), typed), /needs a password; set AZURE_CLIENT_CERTIFICATE_PASSWORD/);
      }
    }
    assert.match(refusalOf(fixture('no-password.pfx'), 'Wrong1234'), /does not open with this password/);
  });

  it('that lacks the key, the certificate or an RSA key, or holds too many keys, is refused with that', () => {
    assert.match(refusalOf(fixture('no-key.pfx'), password), /holds no private key beside the certificate/);
    assert.match(refusalOf(fixture('no-certificate.pfx'), password), /holds no certificate beside the private key/);
    assert.match(refusalOf(fixture('elliptic.pfx'), password), /an RSA key only/);
    assert.match(refusalOf(fixture('many-keys.pfx'), password), /holds 11 private keys; export the one that is wanted/);
  });

  it('whose content was changed, or cannot be checked, is refused', () => {
    const whole = fixture('openssl3.pfx');
    for (const at of [200, 900, 1500, whole.length - 60]) {
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      refusalOf(changed, password);
    }
    assert.match(refusalOf(fixture('no-mac.pfx'), password), /has no check \(MAC\)/);
  });

  it('that asks for work without end is refused at once', () => {
    for (const name of ['slow-check.pfx', 'slow-encryption.pfx']) {
      // Not by the clock: who does the work opens them, with the right password.
      assert.match(refusalOf(fixture(name), password), /more rounds of key derivation than any program needs/);
    }
  });

  it('that is none, or is cut off, is refused as such', () => {
    const whole = fixture('openssl3.pfx');
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from([0x30, 0x82, 1, 2, 3]),
      Buffer.from('hello'),
      certificate.raw,
      whole.subarray(0, -1),
      whole.subarray(0, 1000),
    ]) {
      assert.match(refusalOf(bytes, password), /is neither PEM nor PFX; is it cut off\?$/);
    }
    for (let round = 0; round < 200; round++) {
      refusalOf(noise(round, round * 20), password);
      const spoilt = Buffer.from(whole);
      noise(round, 8).copy(spoilt, round * 10);
      refusalOf(spoilt, password);
    }
  });
});
