import { createReadStream } from 'node:fs';
import { ClientCertificateCredential } from '@azure/identity';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import type { CredentialOf } from './credentialOf.ts';
import { pemCertificate } from './pemCertificate.ts';

/** A hundred times a chain of certificates with its key. */
const limitBytes = 1024 * 1024;

/** A certificate and its key in one file, PEM or PFX; the key may be encrypted. */
export const createCredential: CredentialOf<'clientCertificate'> = async ({ proof, options, signal }) => {
  const bytes = await readCertificate(proof.certificateFile, signal);
  const text = bytes.toString('latin1');
  const certificate = text.includes('-----BEGIN ')
    ? pemCertificate(text, proof.password)
    : (await import('./pfxCertificate.ts')).pfxCertificate(bytes, proof.password);
  return new ClientCertificateCredential(
    proof.tenantId,
    proof.clientId,
    { certificate },
    // As kubelogin does it: Entra may trust the issuer and the name rather than one certificate.
    { ...options, sendCertificateChain: true },
  );
};

/** All of a file or a pipe, which may be anything: what has no end is given up. */
async function readCertificate(path: string, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of createReadStream(path, { signal }) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > limitBytes) {
        break;
      }
    }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new AksEntraError('signInFailed', l10n`the certificate file cannot be read (${reason}); check its path`);
  }
  if (size > limitBytes) {
    throw new AksEntraError(
      'signInFailed',
      l10n`the certificate file is larger than 1 MB, and no certificate is; check its path`,
    );
  }
  return Buffer.concat(chunks);
}
