import { AksEntraError } from '../aksEntraError.ts';
import type { Cloud } from '../azure/clouds.ts';
import { l10n } from '../l10n.ts';
import { explainSignInError, isBrokerFailure } from './explainSignInError.ts';

/** 50049: Entra does not know the host as one of its own, which is what instance discovery asks the public cloud about. */
const notDiscovered = /AADSTS50049|endpoints_resolution|openid_config|invalid_instance|untrusted_authority/i;

/** VS Code 1.139.1 has no such setting (its microsoft-authentication/package.json; vscode#265677 asks for it). */
const discoverySetting = 'microsoft-authentication.instanceDiscovery';

/**
 * A sign-in of VS Code's that failed, with the setting of VS Code's that may help.
 *
 * @param text the error text of the authentication provider
 * @param hasSetting whether this VS Code knows a setting
 */
export function signInFailure(
  text: string,
  cloud: Cloud['name'],
  hasSetting: (setting: string) => boolean,
): AksEntraError {
  const sentence = l10n`Could not sign in. ${explainSignInError(text)}`;
  if (cloud === 'custom' && (notDiscovered.test(text) || !text.includes('AADSTS'))) {
    return hasSetting(discoverySetting)
      ? new AksEntraError(
          'signInFailed',
          l10n`${sentence} In a custom cloud, set “microsoft-authentication.instanceDiscovery” to false in VS Code’s settings: otherwise VS Code asks the public cloud about the address of the sign-in.`,
          { setting: discoverySetting },
        )
      : new AksEntraError(
          'signInFailed',
          l10n`${sentence} In a custom cloud, VS Code asks the public cloud (login.microsoftonline.com) about the address of the sign-in first, and this version has no setting against that (“microsoft-authentication.instanceDiscovery”): let it reach that host, or try a newer VS Code.`,
        );
  }
  const setting = isBrokerFailure(text) ? { setting: 'microsoft-authentication.implementation' } : {};
  return new AksEntraError('signInFailed', sentence, setting);
}
