import { AksEntraError } from '../aksEntraError.ts';
import type { KubeconfigCredential } from './credential.ts';
import { entraFactsOf } from './execArguments.ts';
import { loginArguments } from './loginArguments.ts';
import type { LoginMode } from './loginModeNames.ts';
import type { LoginOptions } from './loginOptions.ts';
import { loginSourceOf } from './loginSource.ts';
import { mapAt, stringAt, withoutKeys } from './yamlValue.ts';
import type { YamlMap } from './yamlValue.ts';

const installHint = `
kubelogin is not installed which is required to connect to AAD enabled cluster.

To learn more, please go to https://aka.ms/aks/kubelogin
`;

/**
 * The credential with another login mode, as `kubelogin convert-kubeconfig -l <mode>` would write it: from an exec of
 * kubelogin or from the azure auth provider, whose cached tokens go.
 *
 * @throws AksEntraError credentialNotConvertible for a static credential, or where a needed id is missing
 */
export function applyLoginMode(credential: KubeconfigCredential, mode: LoginMode): KubeconfigCredential {
  try {
    const user = withLoginMode(credential.user, mode, {});
    return { ...credential, user, kind: 'exec', entra: entraFactsOf(user) };
  } catch (error) {
    if (!(error instanceof AksEntraError)) throw error;
    throw new AksEntraError(
      error.code,
      `The login mode cannot be set: ${error.message}. Fetch the credential again, then try once more.`,
      { cause: error },
    );
  }
}

/**
 * A kubeconfig user (the value below `user`) with another login mode. Everything but the exec and the auth provider
 * stays.
 *
 * @throws AksEntraError credentialNotConvertible, in kubelogin's words
 */
export function withLoginMode(user: YamlMap, mode: LoginMode, options: LoginOptions): YamlMap {
  const source = loginSourceOf(user);
  if (source === undefined) {
    throw new AksEntraError(
      'credentialNotConvertible',
      'it does not sign in with Microsoft Entra ID through kubelogin',
    );
  }
  const args = loginArguments(mode, source, options);
  const azureConfigFolder = mode === 'azurecli' && options.azureConfigFolder ? options.azureConfigFolder : undefined;
  const hint = stringAt(mapAt(user, 'exec'), 'installHint');
  return {
    ...withoutKeys(user, ['exec', 'auth-provider']),
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      args,
      command: 'kubelogin',
      env: azureConfigFolder === undefined ? null : [{ name: 'AZURE_CONFIG_DIR', value: azureConfigFolder }],
      installHint: hint === undefined || hint === '' ? installHint : hint,
      provideClusterInfo: false,
    },
  };
}
