import type { Cloud } from '../../core/azure/clouds.ts';
import { cancellation } from '../../core/cancellation.ts';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { Account, SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import type { LoginTarget } from '../../core/conversion/loginMode.ts';
import { accountOfContext } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { ContextFacts } from '../../core/kubeconfig/readContexts.ts';
import { clustersIn } from '../../core/listing/clustersIn.ts';
import type { AnyLoginMode } from '../../core/login/loginModeNames.ts';
import type { PluginLogin } from '../../core/login/pluginLogin.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';

export interface LoginTargetPorts {
  readonly signIn: SignIn & SignedInAccounts;
  readonly cloud: () => Cloud;
  readonly kubectlSignIn: KubectlSignIn;
  readonly inventory: Pick<ClusterInventory, 'state'>;
}

/**
 * What the conversion of a context to a login mode needs; for VS Code's sign-in its own account, and the plugin in its
 * place before anything points to it.
 *
 * @throws an AbortError where an account is needed and the user signs in with none
 */
export async function loginTarget(
  ports: LoginTargetPorts,
  mode: AnyLoginMode,
  context: ContextFacts,
): Promise<LoginTarget> {
  if (mode !== 'vscode') {
    return mode;
  }
  const own = accountOfContext(clustersIn(ports.inventory.state), context, await ports.signIn.accounts());
  return pluginLogin(ports, own ?? (await currentAccount(ports)));
}

async function currentAccount({ signIn }: Pick<LoginTargetPorts, 'signIn'>): Promise<Account> {
  const account = (await signIn.currentAccount()) ?? (await signIn.chooseAccount());
  if (account === undefined) {
    throw cancellation();
  }
  return account;
}

export async function pluginLogin(
  { kubectlSignIn, cloud }: Pick<LoginTargetPorts, 'kubectlSignIn' | 'cloud'>,
  account: Account,
): Promise<PluginLogin> {
  const { environment } = cloud();
  return { mode: 'vscode', plugin: await kubectlSignIn.start(), accountId: account.id, environment };
}
