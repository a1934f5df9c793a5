import { WorkloadIdentityCredential } from '@azure/identity';
import type { CredentialOf } from './credentialOf.ts';

export const createCredential: CredentialOf<'federatedToken'> = ({ proof, options }) =>
  new WorkloadIdentityCredential({
    ...options,
    tenantId: proof.tenantId,
    clientId: proof.clientId,
    tokenFilePath: proof.tokenFile,
  });
