import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate } from 'node:tls';

/**
 * VS Code can add certificates of the machine to what its extensions trust. The token goes only where the chain ends at
 * the cluster's own authority.
 *
 * @param ca the cluster's authorities in PEM
 * @param certificate the server's, as Node chained it
 * @returns why it is not trusted
 */
export function ownAuthorityProblem(ca: string, certificate: DetailedPeerCertificate): Error | undefined {
  const own = (ca.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (pem) => new X509Certificate(pem),
  );
  const seen = new Set<string>();
  // The last one is its own issuer; Node leaves the issuer out where it does not know it, whatever its types say.
  let one = certificate as DetailedPeerCertificate | undefined;
  while (one !== undefined && !seen.has(one.fingerprint256)) {
    seen.add(one.fingerprint256);
    const link = new X509Certificate(one.raw);
    if (own.some((authority) => authority.fingerprint256 === link.fingerprint256 || link.verify(authority.publicKey))) {
      return undefined;
    }
    // Node finds the next one by its name; whether it issued this one, and may issue any, the signature and the type say.
    const next = one.issuerCertificate as DetailedPeerCertificate | undefined;
    one = next !== undefined && isIssuedBy(link, new X509Certificate(next.raw)) ? next : undefined;
  }
  return Object.assign(new Error('The certificate is of another authority.'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
}

function isIssuedBy(link: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && link.verify(issuer.publicKey);
}
