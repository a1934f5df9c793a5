import type { Cloud } from '../../core/azure/clouds.ts';
import { cancellation } from '../../core/cancellation.ts';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { Account, SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import type { LoginTarget } from '../../core/conversion/loginMode.ts';
import type { AnyLoginMode } from '../../core/login/loginModeNames.ts';
import type { PluginLogin } from '../../core/login/pluginLogin.ts';

export interface LoginTargetPorts {
  readonly signIn: SignIn & SignedInAccounts;
  readonly cloud: () => Cloud;
  readonly kubectlSignIn: KubectlSignIn;
}

/**
 * What a conversion to a login mode needs; for VS Code's sign-in an account, and the plugin in its place before
 * anything points to it.
 *
 * @throws an AbortError where the user signs in with none
 */
export async function loginTarget(ports: LoginTargetPorts, mode: AnyLoginMode): Promise<LoginTarget> {
  if (mode !== 'vscode') {
    return mode;
  }
  const account = (await ports.signIn.currentAccount()) ?? (await ports.signIn.chooseAccount());
  if (account === undefined) {
    throw cancellation();
  }
  return pluginLogin(ports, account);
}

export async function pluginLogin(
  { kubectlSignIn, cloud }: Pick<LoginTargetPorts, 'kubectlSignIn' | 'cloud'>,
  account: Account,
): Promise<PluginLogin> {
  const { environment } = cloud();
  return { mode: 'vscode', plugin: await kubectlSignIn.start(), accountId: account.id, environment };
}
