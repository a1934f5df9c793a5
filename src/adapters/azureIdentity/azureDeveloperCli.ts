import { AzureDeveloperCliCredential } from '@azure/identity';
import type { CredentialOf } from './credentialOf.ts';

/** Starts `azd` from PATH without a shell; who made the request has checked what becomes an argument of it. */
export const createCredential: CredentialOf<'azureDeveloperCli'> = ({ proof, timeoutMs }) =>
  new AzureDeveloperCliCredential({
    processTimeoutInMs: timeoutMs,
    ...(proof.tenantId === undefined ? {} : { tenantId: proof.tenantId }),
  });
