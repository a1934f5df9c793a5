import { InteractiveBrowserCredential } from '@azure/identity';
import type { CredentialOf } from './credentialOf.ts';

export const createCredential: CredentialOf<'browser'> = ({ proof, options }) =>
  new InteractiveBrowserCredential({
    ...options,
    tenantId: proof.tenantId,
    clientId: proof.clientId,
    ...(proof.loginHint === undefined ? {} : { loginHint: proof.loginHint }),
  });
