import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import forge from 'node-forge/lib/forge.js';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import { certificateWithKey } from './pemCertificate.ts';
import { openPkcs12, TooMuchWorkError } from './pkcs12.ts';

/** Each is held against each certificate. */
const maxKeys = 10;

/**
 * A PFX file (PKCS #12) as the PEM text that the library wants. node-forge opens it, since Node gives out no key of
 * one; in a chunk of its own, which only such a file loads.
 *
 * @throws AksEntraError signInFailed, which names neither the password nor what is in the file
 */
export function pfxCertificate(bytes: Buffer, password: string | undefined): string {
  const { keyBag, pkcs8ShroudedKeyBag, certBag } = forge.pki.oids;
  const bags = bagsIn(pfxIn(bytes), password);
  const keyBags = bags.filter(({ type }) => type === keyBag || type === pkcs8ShroudedKeyBag);
  const certificateBags = bags.filter(({ type }) => type === certBag);
  if (keyBags.length === 0) {
    throw failure(l10n`the certificate file holds no private key beside the certificate`);
  }
  if (keyBags.length > maxKeys) {
    throw failure(l10n`the certificate file holds ${keyBags.length} private keys; export the one that is wanted`);
  }
  if (certificateBags.length === 0) {
    throw failure(l10n`the certificate file holds no certificate beside the private key`);
  }
  const { certificates, keys } = read(certificateBags, keyBags);
  // A file can hold several keys: the first that has a certificate counts.
  const key = keys.find((each) => certificates.some((certificate) => certificate.checkPrivateKey(each)));
  if (key === undefined) {
    throw failure(l10n`the private key in the certificate file belongs to none of its certificates`);
  }
  return certificateWithKey(certificates, key);
}

function pfxIn(bytes: Buffer): forge.Asn1 {
  let asn1: forge.Asn1;
  try {
    asn1 = forge.asn1.fromDer(bytes.toString('latin1'), true);
  } catch {
    throw notPfx();
  }
  // RFC 7292: version 3, what it holds, and the check.
  const [version, content, mac]: readonly unknown[] = typeof asn1.value === 'string' ? [] : asn1.value;
  if (!isAsn1(version) || version.value !== '\x03' || !isAsn1(content)) {
    throw notPfx();
  }
  if (!isAsn1(mac)) {
    throw failure(
      l10n`the PFX file has no check (MAC), which would show whether it was changed. Export it again, with a password.`,
    );
  }
  return asn1;
}

function isAsn1(value: unknown): value is forge.Asn1 {
  return typeof value === 'object' && value !== null && 'value' in value;
}

function bagsIn(pfx: forge.Asn1, password: string | undefined): readonly forge.Bag[] {
  let bags: readonly forge.Bag[] | undefined;
  try {
    // No password and an empty one are two things in a PFX, and nobody can tell which one a program wrote.
    bags = openPkcs12(pfx, password === undefined || password === '' ? ['', undefined] : [password]);
  } catch (error) {
    throw failure(
      error instanceof TooMuchWorkError
        ? l10n`the PFX file asks for more rounds of key derivation than any program needs. Export it again with fewer.`
        : l10n`the PFX file is damaged, or written in a way that cannot be read. Convert it: openssl pkcs12 -in x.pfx -out x.pem -aes256`,
    );
  }
  if (bags === undefined) {
    throw failure(
      password === undefined || password === ''
        ? l10n`the PFX file needs a password; set AZURE_CLIENT_CERTIFICATE_PASSWORD, or type --client-certificate-password`
        : l10n`the PFX file does not open with this password, or was changed; check --client-certificate-password`,
    );
  }
  return bags;
}

function read(
  certificateBags: readonly forge.Bag[],
  keyBags: readonly forge.Bag[],
): { certificates: X509Certificate[]; keys: KeyObject[] } {
  try {
    return { certificates: certificateBags.map(certificateIn), keys: keyBags.map(keyIn) };
  } catch {
    throw failure(l10n`the key or a certificate in the PFX file cannot be read`);
  }
}

function certificateIn({ asn1 }: forge.Bag): X509Certificate {
  return new X509Certificate(derOf(asn1));
}

function keyIn({ asn1 }: forge.Bag): KeyObject {
  return createPrivateKey({ key: derOf(asn1), format: 'der', type: 'pkcs8' });
}

function derOf(asn1: forge.Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
}

function notPfx(): AksEntraError {
  return failure(l10n`the certificate file is neither PEM nor PFX; is it cut off?`);
}

function failure(message: string): AksEntraError {
  return new AksEntraError('signInFailed', message);
}
