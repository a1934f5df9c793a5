import { readFile } from 'node:fs/promises';
import { ClientCertificateCredential } from '@azure/identity';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import type { CredentialOf } from './credentialOf.ts';
import { pemCertificate } from './pemCertificate.ts';

/** A certificate and its key in one PEM file; the key may be encrypted. Node can read no key out of a PFX. */
export const createCredential: CredentialOf<'clientCertificate'> = async ({ proof, options, signal }) => {
  const certificate = await readCertificate(proof.certificateFile, signal);
  if (!certificate.includes('-----BEGIN ')) {
    throw new AksEntraError(
      'signInFailed',
      l10n`the certificate file is not in PEM format. ` +
        l10n`A PFX file needs kubelogin, or a conversion: openssl pkcs12 -in x.pfx -out x.pem -aes256`,
    );
  }
  return new ClientCertificateCredential(
    proof.tenantId,
    proof.clientId,
    { certificate: pemCertificate(certificate, proof.password) },
    // As kubelogin does it: Entra may trust the issuer and the name rather than one certificate.
    { ...options, sendCertificateChain: true },
  );
};

async function readCertificate(path: string, signal: AbortSignal): Promise<string> {
  try {
    return await readFile(path, { encoding: 'latin1', signal });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new AksEntraError('signInFailed', l10n`the certificate file cannot be read (${reason}); check its path`);
  }
}
