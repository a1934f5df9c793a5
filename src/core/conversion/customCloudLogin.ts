import { AksEntraError } from '../aksEntraError.ts';
import type { Cloud } from '../azure/clouds.ts';
import { l10n } from '../l10n.ts';
import type { AnyLoginMode } from '../login/loginModeNames.ts';

const customCloud: Cloud['environment'] = 'AzureStackCloud';

/** In these, the sign-in is VS Code's, az's or azd's own, Azure's at its metadata address, or at a host that is told. */
const independentModes: readonly AnyLoginMode[] = ['vscode', 'azurecli', 'azd', 'msi', 'workloadidentity'];

/**
 * kubelogin has no name for a custom cloud, and signs in to the public one where it is told a name that it does not know
 * (its `GetCloudConfiguration`, 0.2.22): a context of such a cloud is not given a login mode that would.
 *
 * @param environment what `--environment` calls the context's cloud
 * @throws AksEntraError credentialNotConvertible
 */
export function assertModeFitsCloud(mode: AnyLoginMode, environment: string | undefined): void {
  if (isCustomCloud(environment) && !independentModes.includes(mode)) {
    throw new AksEntraError(
      'credentialNotConvertible',
      l10n`kubelogin has no name for a custom cloud, and would sign in to the public one. Use VS Code’s sign-in there, or az’s.`,
    );
  }
}

export function isCustomCloud(environment: string | undefined): boolean {
  return environment?.toLowerCase() === customCloud.toLowerCase();
}
