import { readFile } from 'node:fs/promises';
import { ClientCertificateCredential } from '@azure/identity';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { CredentialOf } from '../acquireEntraToken.ts';

/** A certificate and its key in one PEM file; the key may be encrypted. Node can read no key out of a PFX. */
export const createCredential: CredentialOf<'clientCertificate'> = async ({ proof, options, signal }) => {
  const certificate = await readFile(proof.certificateFile, { encoding: 'latin1', signal });
  if (!certificate.includes('-----BEGIN CERTIFICATE-----')) {
    throw new AksEntraError(
      'signInFailed',
      'the certificate file is not in PEM format. A PFX file needs kubelogin, or a conversion: ' +
        'openssl pkcs12 -in x.pfx -out x.pem -aes256',
    );
  }
  if (!/-----BEGIN (?:RSA |ENCRYPTED )?PRIVATE KEY-----/.test(certificate)) {
    throw new AksEntraError('signInFailed', 'the certificate file holds no private key beside the certificate');
  }
  return new ClientCertificateCredential(
    proof.tenantId,
    proof.clientId,
    { certificate, ...(proof.password === undefined ? {} : { certificatePassword: proof.password }) },
    // As kubelogin does it: Entra may trust the issuer and the name rather than one certificate.
    { ...options, sendCertificateChain: true },
  );
};
