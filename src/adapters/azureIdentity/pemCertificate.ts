import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';

/** Of UTF-8, in a text that holds the file's bytes. */
const byteOrderMark = /^\xEF\xBB\xBF/;
const block = /^-----BEGIN ([A-Z0-9 ]+)-----\n[\s\S]*?^-----END \1-----$/gm;

/**
 * A PEM file with certificates and one key in any order, as the library wants it: first the certificate that the key
 * belongs to, then the rest of its chain, then the key in clear, with nothing between them and no blanks at the ends of
 * lines. The library would take the first certificate, and would not see one whose lines end in blanks.
 *
 * @throws AksEntraError signInFailed, without OpenSSL's numbers
 */
export function pemCertificate(text: string, passphrase: string | undefined): string {
  const blocks = [
    ...text
      .replace(byteOrderMark, '')
      .replaceAll(/[ \t]+(?=[\r\n]|$)/g, '')
      .replaceAll(/\r\n?/g, '\n')
      .matchAll(block),
  ].map(([whole, label = '']) => [withoutBlankLines(whole), label] as const);
  const certificates = blocks.filter(([, label]) => label === 'CERTIFICATE').map(([whole]) => whole);
  const [key] = blocks.find(([, label]) => /^(?:RSA |EC |ENCRYPTED )?PRIVATE KEY$/.test(label)) ?? [];
  if (key === undefined) {
    throw failure(l10n`the certificate file holds no private key beside the certificate`);
  }
  if (certificates.length === 0) {
    throw failure(l10n`the certificate file holds no certificate beside the private key`);
  }
  return certificateWithKey(certificates.map(parsedCertificate), readableKey(key, passphrase));
}

/**
 * The leaf first, whatever the order was.
 *
 * @throws AksEntraError signInFailed where no certificate belongs to the key, or Entra has no use for it
 */
export function certificateWithKey(certificates: readonly X509Certificate[], key: KeyObject): string {
  const leaf = certificates.find((certificate) => certificate.checkPrivateKey(key));
  if (leaf === undefined) {
    throw failure(l10n`the private key in the certificate file belongs to none of its certificates`);
  }
  if (key.asymmetricKeyType !== 'rsa') {
    throw failure(l10n`Entra takes certificates with an RSA key only, and this one has another kind of key`);
  }
  const chain = [leaf, ...certificates.filter((certificate) => certificate !== leaf)];
  return chain.map(String).join('') + key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** OpenSSL stops at them. The header of an encrypted key (`DEK-Info: …`) ends in one that has to stay. */
function withoutBlankLines(whole: string): string {
  return whole.includes(':') ? whole : whole.replaceAll(/\n{2,}/g, '\n');
}

function parsedCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw failure(l10n`a certificate in the certificate file cannot be read; is it cut off?`);
  }
}

function readableKey(key: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    throw failure(l10n`the private key of the certificate cannot be read; check --client-certificate-password`);
  }
}

function failure(message: string): AksEntraError {
  return new AksEntraError('signInFailed', message);
}
