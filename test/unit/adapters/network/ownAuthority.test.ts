import assert from 'node:assert/strict';
import { webcrypto, X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate } from 'node:tls';
import { describe, it } from 'node:test';
// @peculiar/x509 needs it before it is loaded.
import 'reflect-metadata';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';
import { ownAuthorityProblem } from '../../../../src/adapters/network/ownAuthority.ts';
import { createCertificateAuthority, type IssuedCertificate } from '../../../simulator/certificates.ts';

/** A chain as Node gives it: each certificate with the one that it found under the issuer’s name. */
function chain(...pems: readonly string[]): DetailedPeerCertificate {
  const [first = '', ...rest] = pems;
  const { raw, fingerprint256 } = new X509Certificate(first);
  return {
    raw,
    fingerprint256,
    ...(rest.length === 0 ? {} : { issuerCertificate: chain(...rest) }),
  } as DetailedPeerCertificate;
}

/** A certificate that was signed with the key of another one, which need not be an authority’s. */
async function signedBy({ keyPem }: IssuedCertificate): Promise<string> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const { publicKey } = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const pkcs8 = PemConverter.decodeFirst(keyPem);
  const signingKey = await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  const names = { subject: 'CN=server', issuer: 'CN=apiserver' };
  const made = await X509CertificateGenerator.create(
    { ...names, publicKey, signingKey, signingAlgorithm: algorithm },
    webcrypto,
  );
  return made.toString('pem');
}

const hosts = ['shop.hcp.westeurope.azmk8s.io'];

describe('ownAuthorityProblem', () => {
  it('lets a certificate of the cluster’s own authority through, sent with it or not', async () => {
    const own = await createCertificateAuthority('ca');
    const { certPem } = await own.issueServer(hosts);
    assert.equal(ownAuthorityProblem(own.certPem, chain(certPem)), undefined);
    assert.equal(ownAuthorityProblem(own.certPem, chain(certPem, own.certPem)), undefined);
  });

  it('refuses one of another authority, alone or with its own', async () => {
    const [own, other] = [await createCertificateAuthority('ca'), await createCertificateAuthority('other')];
    const { certPem } = await other.issueServer(hosts);
    for (const links of [[certPem], [certPem, other.certPem]]) {
      assert.match(ownAuthorityProblem(own.certPem, chain(...links))?.message ?? '', /of another authority/);
    }
  });

  it('goes by signatures, not by names: an authority of the same name did not issue it', async () => {
    const [own, other] = [await createCertificateAuthority('ca'), await createCertificateAuthority('ca')];
    const { certPem } = await other.issueServer(hosts);
    const { certPem: genuine } = await own.issueServer(hosts);
    for (const links of [
      [certPem, own.certPem],
      [certPem, genuine],
      [certPem, genuine, own.certPem],
    ]) {
      assert.match(ownAuthorityProblem(own.certPem, chain(...links))?.message ?? '', /of another authority/);
    }
  });

  it('takes a server’s certificate for no authority, though the cluster’s own issued it', async () => {
    const own = await createCertificateAuthority('ca');
    const server = await own.issueServer(hosts);
    const links = chain(await signedBy(server), server.certPem, own.certPem);
    assert.match(ownAuthorityProblem(own.certPem, links)?.message ?? '', /of another authority/);
  });
});
