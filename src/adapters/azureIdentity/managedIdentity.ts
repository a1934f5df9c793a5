import { ManagedIdentityCredential } from '@azure/identity';
import type { CredentialOf } from './credentialOf.ts';

export const createCredential: CredentialOf<'managedIdentity'> = ({ proof, options }) => {
  // Where it is set, in a pod with workload identity, the library would sign in as that identity instead of the
  // machine's: not what was asked for.
  delete process.env['AZURE_FEDERATED_TOKEN_FILE'];
  // The service of a machine that has just started asks for patience: no fewer retries than the library makes.
  const { authorityHost } = options;
  if (proof.clientId !== undefined) {
    return new ManagedIdentityCredential({ authorityHost, clientId: proof.clientId });
  }
  if (proof.resourceId !== undefined) {
    return new ManagedIdentityCredential({ authorityHost, resourceId: proof.resourceId });
  }
  return new ManagedIdentityCredential({ authorityHost });
};
