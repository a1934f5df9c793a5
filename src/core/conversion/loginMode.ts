import { AksEntraError } from '../aksEntraError.ts';
import type { KubeconfigCredential } from '../kubeconfig/credential.ts';
import { l10n } from '../l10n.ts';
import { assertModeFitsCloud } from './customCloudLogin.ts';
import { entraFactsOf } from '../login/entraFacts.ts';
import { loginArguments } from '../login/loginArguments.ts';
import type { AnyLoginMode, LoginMode } from '../login/loginModeNames.ts';
import type { LoginOptions } from '../login/loginOptions.ts';
import { loginSourceOf, userKindOf } from '../login/loginSource.ts';
import { withPluginLogin, type PluginLogin } from '../login/pluginLogin.ts';
import { mapAt, stringAt, withoutKeys, type YamlMap } from '../yamlValue.ts';

const installHint = `
kubelogin is not installed which is required to connect to AAD enabled cluster.

To learn more, please go to https://aka.ms/aks/kubelogin
`;

/** kubelogin's modes, and our own. */
export type LoginTarget = LoginMode | PluginLogin;

export function targetName(target: LoginTarget): AnyLoginMode {
  return typeof target === 'string' ? target : target.mode;
}

/**
 * The credential with another login mode, as `kubelogin convert-kubeconfig -l <mode>` would write it: from an exec of
 * kubelogin or from the azure auth provider, whose cached tokens go.
 *
 * @throws AksEntraError credentialNotConvertible for a static credential, or where a needed id is missing
 */
export function applyLoginMode(credential: KubeconfigCredential, target: LoginTarget): KubeconfigCredential {
  try {
    const user = withLoginMode(credential.user, target, {});
    return { ...credential, user, kind: 'exec', entra: entraFactsOf(user) };
  } catch (error) {
    if (!(error instanceof AksEntraError)) {
      throw error;
    }
    throw new AksEntraError(
      error.code,
      l10n`The login mode cannot be set: ${error.message}. Fetch the credential again, then try once more.`,
      { cause: error },
    );
  }
}

/**
 * A kubeconfig user (the value below `user`) with another login mode. Everything but the exec and the auth provider
 * stays.
 *
 * @throws AksEntraError credentialNotConvertible, in kubelogin's words; and where it would sign in to another cloud
 */
export function withLoginMode(user: YamlMap, target: LoginTarget, options: LoginOptions): YamlMap {
  const source = loginSourceOf(user);
  if (source === undefined) {
    throw new AksEntraError(
      'credentialNotConvertible',
      l10n`it does not sign in with Microsoft Entra ID through kubelogin`,
    );
  }
  if (typeof target !== 'string') {
    // What kubelogin's own conversion would make of the user is no measure here: what it does when it runs is.
    return withPluginLogin(user, entraFactsOf(user) ?? source.facts, target, options.tenantId);
  }
  assertModeFitsCloud(target, options.environment ?? source.facts.environment);
  const args = loginArguments(target, source, options);
  const azureConfigFolder = target === 'azurecli' && options.azureConfigFolder ? options.azureConfigFolder : undefined;
  const isPlugin = userKindOf(user) === 'vscodePlugin';
  const hint = isPlugin ? undefined : stringAt(mapAt(user, 'exec'), 'installHint');
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
