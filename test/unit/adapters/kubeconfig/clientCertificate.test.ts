import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { readCertificateValidity } from '../../../../src/adapters/kubeconfig/clientCertificate.ts';
import { createCertificateAuthority } from '../../../simulator/certificates.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a client certificate in a kubeconfig', async () => {
  const authority = await createCertificateAuthority('lab');
  const { certPem } = await authority.issueClient({ commonName: 'ada', organizations: [] });
  const { validFrom, validTo } = new X509Certificate(certPem);
  const own = { fromMs: Date.parse(validFrom), untilMs: Date.parse(validTo) };

  it('says from when until when it is valid', () => {
    assert.deepEqual(readCertificateValidity(base64(certPem)), own);
    assert.ok(own.untilMs - own.fromMs > 300 * 24 * 3_600_000);
  });

  it('is the first of several, with whatever stands before it', () => {
    const chain = `Bag Attributes\n${certPem}\n${authority.certPem}`;
    assert.deepEqual(readCertificateValidity(base64(chain)), own);
  });

  it('says nothing where it is none', () => {
    const cutOff = certPem.replace(/\n[^\n]+\n-----END/, '\n-----END');
    for (const data of ['', 'REDACTED', '%', base64('no certificate'), base64(cutOff), base64(certPem.slice(0, 90))]) {
      assert.equal(readCertificateValidity(data), undefined, data);
    }
  });
});
