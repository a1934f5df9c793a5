import { AzureCliCredential } from '@azure/identity';
import type { CredentialOf } from './credentialOf.ts';

/** Starts `az` from PATH without a shell; who made the request has checked what becomes an argument of it. */
export const createCredential: CredentialOf<'azureCli'> = ({ proof, timeoutMs }) =>
  new AzureCliCredential({
    processTimeoutInMs: timeoutMs,
    ...(proof.tenantId === undefined ? {} : { tenantId: proof.tenantId }),
    ...(proof.subscription === undefined ? {} : { subscription: proof.subscription }),
  });
