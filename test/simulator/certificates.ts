import { isIP } from 'node:net';
import { webcrypto } from 'node:crypto';
// @peculiar/x509 injects its providers through tsyringe, which needs a Reflect polyfill before it is loaded.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

export interface IssuedCertificate {
  /** The leaf certificate alone; the authority's is `CertificateAuthority.certPem`. */
  readonly certPem: string;
  /** PKCS#8. */
  readonly keyPem: string;
}

export interface ClientIdentity {
  /** Kubernetes reads it as the user name. */
  readonly commonName: string;
  /** Kubernetes reads these as the groups; `system:masters` may do everything. */
  readonly organizations: readonly string[];
  /** Names that it has beside that, as those of a server: see `issueServer`. */
  readonly hosts?: readonly string[];
}

export interface CertificateAuthority {
  readonly certPem: string;
  /** @param hosts DNS names (a wildcard label is fine) and IP addresses. */
  issueServer(hosts: readonly string[]): Promise<IssuedCertificate>;
  issueClient(identity: ClientIdentity): Promise<IssuedCertificate>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' };
const dayMs = 24 * 60 * 60 * 1000;
/** Chromium refuses server certificates that are valid for more than 398 days. */
const leafDays = 365;
const authorityDays = 3650;

/**
 * A self-signed authority on an ECDSA P-256 key that lives in memory only.
 * Its certificates follow RFC 5280 closely enough for Go's, OpenSSL's and Chromium's verifiers:
 * critical basicConstraints and keyUsage, extendedKeyUsage and names in the leaves, matching key identifiers.
 */
export async function createCertificateAuthority(commonName: string): Promise<CertificateAuthority> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: new x509.Name([{ CN: [{ utf8String: commonName }] }]),
      keys,
      ...validFor(authorityDays),
      signingAlgorithm,
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(
          x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
          true,
        ),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );

  async function issue(subject: x509.JsonNameParams, extensions: x509.Extension[]): Promise<IssuedCertificate> {
    const leafKeys = await generateKeys();
    const leaf = await x509.X509CertificateGenerator.create(
      {
        subject: new x509.Name(subject),
        issuer: certificate.subjectName,
        publicKey: leafKeys.publicKey,
        signingKey: keys.privateKey,
        ...validFor(leafDays),
        signingAlgorithm,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          await x509.SubjectKeyIdentifierExtension.create(leafKeys.publicKey, false, webcrypto),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
          ...extensions,
        ],
      },
      webcrypto,
    );
    const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', leafKeys.privateKey);
    return {
      certPem: `${leaf.toString('pem')}\n`,
      keyPem: `${x509.PemConverter.encode(pkcs8, x509.PemConverter.PrivateKeyTag)}\n`,
    };
  }

  return {
    certPem: `${certificate.toString('pem')}\n`,
    issueServer(hosts) {
      if (hosts.length === 0) {
        throw new Error('A server certificate needs at least one host.');
      }
      // Verifiers read the alternative names only, and a cluster's FQDN can be longer than a common name may be (64).
      return issue(
        [{ CN: [{ utf8String: 'apiserver' }] }],
        [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]), alternativeNames(hosts)],
      );
    },
    issueClient({ commonName: userName, organizations, hosts = [] }) {
      const subject = [
        ...organizations.map((organization) => ({ O: [{ utf8String: organization }] })),
        { CN: [{ utf8String: userName }] },
      ];
      const names = hosts.length === 0 ? [] : [alternativeNames(hosts)];
      return issue(subject, [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]), ...names]);
    },
  };
}

function alternativeNames(hosts: readonly string[]): x509.SubjectAlternativeNameExtension {
  return new x509.SubjectAlternativeNameExtension(
    hosts.map((host) => ({ type: isIP(host) === 0 ? 'dns' : 'ip', value: host })),
  );
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** Starts a day ago, so that a machine whose clock is a little behind accepts it. */
function validFor(days: number): { notBefore: Date; notAfter: Date } {
  const nowMs = Date.now();
  return { notBefore: new Date(nowMs - dayMs), notAfter: new Date(nowMs + (days - 1) * dayMs) };
}

/** A self-signed certificate of an app registration: RSA, which is what Entra takes. */
export async function createAppCertificate(commonName: string): Promise<IssuedCertificate> {
  const rsa = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = await webcrypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    { name: new x509.Name([{ CN: [{ utf8String: commonName }] }]), keys, ...validFor(leafDays), signingAlgorithm: rsa },
    webcrypto,
  );
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certPem: `${certificate.toString('pem')}\n`,
    keyPem: `${x509.PemConverter.encode(pkcs8, x509.PemConverter.PrivateKeyTag)}\n`,
  };
}
