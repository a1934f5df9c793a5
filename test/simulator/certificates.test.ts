import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { createCertificateAuthority } from './certificates.ts';

describe('the simulated certificate authority', () => {
  it('issues server certificates for names, wildcards and addresses that Chromium’s 398 days allow', async () => {
    const authority = await createCertificateAuthority('ca');
    const { certPem, keyPem } = await authority.issueServer([
      'management.azure.com',
      '*.hcp.eastus.azmk8s.io',
      '127.0.0.1',
    ]);
    const leaf = new X509Certificate(certPem);
    const root = new X509Certificate(authority.certPem);
    assert.ok(root.ca);
    assert.ok(!leaf.ca);
    assert.ok(leaf.verify(root.publicKey));
    assert.ok(leaf.checkIssued(root));
    assert.ok(leaf.checkHost('management.azure.com'));
    assert.ok(leaf.checkHost('a-1.hcp.eastus.azmk8s.io'));
    assert.equal(leaf.checkHost('a.b.hcp.eastus.azmk8s.io'), undefined);
    assert.ok(leaf.checkIP('127.0.0.1'));
    assert.ok((Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / 86_400_000 <= 398);
    assert.match(keyPem, /^-----BEGIN PRIVATE KEY-----\n/);
  });

  it('puts user and groups into client certificates', async () => {
    const authority = await createCertificateAuthority('ca');
    const { certPem } = await authority.issueClient({ commonName: 'ann', organizations: ['system:masters', 'a, "b"'] });
    const { O: organizations, CN: commonName } = new X509Certificate(certPem).toLegacyObject().subject;
    assert.equal(commonName, 'ann');
    assert.deepEqual(organizations, ['system:masters', 'a, "b"']);
  });

  it('does not vouch for another authority of the same name', async () => {
    const [one, other] = await Promise.all([createCertificateAuthority('ca'), createCertificateAuthority('ca')]);
    const { certPem } = await one.issueServer(['localhost']);
    assert.ok(!new X509Certificate(certPem).verify(new X509Certificate(other.certPem).publicKey));
  });
});
