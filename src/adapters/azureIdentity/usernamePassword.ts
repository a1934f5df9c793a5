import { UsernamePasswordCredential } from '@azure/identity';
import { l10n } from '../../core/l10n.ts';
import type { CredentialOf } from './credentialOf.ts';

/** Microsoft has deprecated the whole way of signing in: whoever uses it hears so at every call, as in kubelogin. */
export const createCredential: CredentialOf<'usernamePassword'> = ({ proof, options, tellPerson }) => {
  tellPerson(
    l10n`Warning: the login mode ropc is deprecated, and fails where Entra wants a second factor (MFA); use interactive, devicecode or azurecli, or spn for a program`,
  );
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- kubelogin has this mode, and people have it in kubeconfigs
  return new UsernamePasswordCredential(proof.tenantId, proof.clientId, proof.username, proof.password, options);
};
