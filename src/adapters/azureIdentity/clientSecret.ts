import { ClientSecretCredential } from '@azure/identity';
import type { CredentialOf } from './credentialOf.ts';

export const createCredential: CredentialOf<'clientSecret'> = ({ proof, options }) =>
  new ClientSecretCredential(proof.tenantId, proof.clientId, proof.clientSecret, options);
