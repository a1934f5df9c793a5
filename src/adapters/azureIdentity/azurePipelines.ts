import { AzurePipelinesCredential } from '@azure/identity';
import type { CredentialOf } from './credentialOf.ts';

/** A job of Azure Pipelines shows the token that its service connection gets there; the library reads the address. */
export const createCredential: CredentialOf<'azurePipelines'> = ({ proof, options }) =>
  new AzurePipelinesCredential(
    proof.tenantId,
    proof.clientId,
    proof.serviceConnectionId,
    proof.systemAccessToken,
    options,
  );
