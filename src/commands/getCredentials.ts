import type * as vscode from 'vscode';
import { AksEntraError } from '../core/aksEntraError.ts';
import type { Azure, Caller } from '../core/azure/azure.ts';
import type { Cluster } from '../core/azure/cluster.ts';
import { cancellation } from '../core/cancellation.ts';
import { asCredentialChoice, type CredentialChoice } from '../core/credential/credentialChoice.ts';
import type { Account, SignIn } from '../core/entra/signIn.ts';
import type { KubeconfigCredential } from '../core/kubeconfig/credential.ts';
import type { ClusterInventory } from '../ui/clusterInventory.ts';
import { asClusterNode, clusterOf } from '../ui/clusterNodes.ts';
import {
  chooseCredential,
  confirmAdminCredential,
  confirmStaticCredential,
  type CredentialWish,
} from '../ui/credentialPrompts.ts';
import { pickCluster } from '../ui/pickCluster.ts';
import { back } from '../ui/quickPickStep.ts';
import { withProgress } from '../ui/withProgress.ts';
import { mergeIntoKubeconfig, type MergePorts } from './mergeIntoKubeconfig.ts';

export interface GetCredentialsPorts extends MergePorts {
  readonly signIn: SignIn;
  readonly azure: Azure;
  readonly inventory: ClusterInventory;
  readonly memory: vscode.Memento;
}

const title = 'Get AKS credentials';
const lastChoiceKey = 'aksEntra.credentialChoice';

/** Signs in if needed, lets the user choose, fetches the clusterUser credential and merges it into the kubeconfig. */
export async function getCredentials(ports: GetCredentialsPorts, argument: unknown): Promise<void> {
  if ((await ports.signIn.currentAccount()) === undefined) {
    await signIn(ports);
  }
  const { cluster, wish } = await choose(ports, argument);
  const account = await ports.signIn.currentAccount();
  if (account === undefined) {
    throw new AksEntraError('signedOut', 'You were signed out meanwhile. Sign in, then get the credentials again.');
  }
  if (wish.isAdmin) {
    await confirmAdminCredential(cluster);
  }
  const credential = await fetchCredential(ports, account, cluster, wish);
  if (credential.kind !== 'static') {
    await rememberChoice(ports.memory, cluster, wish.choice);
  } else if (!wish.isAdmin) {
    await confirmStaticCredential(cluster);
  }
  await mergeIntoKubeconfig(ports, cluster, credential, wish.contextName);
}

async function choose(
  ports: GetCredentialsPorts,
  argument: unknown,
): Promise<{ cluster: Cluster; wish: CredentialWish }> {
  const node = asClusterNode(argument);
  const given = node === undefined ? undefined : clusterOf(node);
  for (;;) {
    const cluster = given ?? (await pickSigningIn(ports));
    const wish = await chooseCredential(cluster, recallChoice(ports.memory, cluster), given === undefined);
    if (wish !== back) {
      return { cluster, wish };
    }
  }
}

/** The listing never prompts; but this command was asked for, so a sign-in that the listing lacks is made up for once. */
async function pickSigningIn(ports: GetCredentialsPorts): Promise<Cluster> {
  try {
    return await pickCluster(ports.inventory, title);
  } catch (error) {
    const needsSignIn = error instanceof AksEntraError && (error.code === 'signedOut' || error.code === 'signInFailed');
    if (!needsSignIn) {
      throw error;
    }
    await signIn(ports);
    return pickCluster(ports.inventory, title);
  }
}

async function signIn(ports: GetCredentialsPorts): Promise<void> {
  if ((await ports.signIn.chooseAccount()) === undefined) {
    throw cancellation();
  }
}

async function fetchCredential(
  ports: GetCredentialsPorts,
  account: Account,
  cluster: Cluster,
  { choice, isAdmin, address }: CredentialWish,
): Promise<KubeconfigCredential> {
  return withProgress(`Getting the credential of ${cluster.name}`, async (signal) => {
    const caller: Caller = { account, interaction: 'allowed', signal };
    const text = isAdmin
      ? await ports.azure.adminCredential(caller, cluster, address)
      : await ports.azure.userCredential(caller, cluster, choice.format, address);
    const { parseCredential } = await import('../core/kubeconfig/credential.ts');
    const { applyLoginMode } = await import('../core/kubeconfig/loginMode.ts');
    const credential = parseCredential(text);
    const isConvertible = credential.kind !== 'static' && choice.format === 'exec';
    return isConvertible && choice.loginMode !== undefined && choice.loginMode !== 'devicecode'
      ? applyLoginMode(credential, choice.loginMode)
      : credential;
  });
}

/** The last choice for this cluster, else the last one for any cluster. */
function recallChoice(memory: vscode.Memento, cluster: Cluster): CredentialChoice | undefined {
  return asCredentialChoice(memory.get(clusterKey(cluster)) ?? memory.get(lastChoiceKey));
}

async function rememberChoice(memory: vscode.Memento, cluster: Cluster, choice: CredentialChoice): Promise<void> {
  await memory.update(clusterKey(cluster), choice);
  await memory.update(lastChoiceKey, choice);
}

function clusterKey(cluster: Cluster): string {
  return `${lastChoiceKey}:${cluster.id.toLowerCase()}`;
}
