import { DeviceCodeCredential } from '@azure/identity';
import type { CredentialOf } from './credentialOf.ts';

export const createCredential: CredentialOf<'deviceCode'> = ({ proof, options, tellPerson }) =>
  new DeviceCodeCredential({
    ...options,
    tenantId: proof.tenantId,
    clientId: proof.clientId,
    userPromptCallback: ({ message }) => {
      tellPerson(message);
    },
  });
