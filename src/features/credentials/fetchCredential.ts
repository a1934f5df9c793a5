import type { Caller, ClusterCredentials } from '../../core/clusters/clusterPorts.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import type { CredentialWish } from './credentialPrompts.ts';
import { pluginLogin } from '../kubectlSignIn/loginTarget.ts';

export interface FetchPorts {
  readonly clusterCredentials: ClusterCredentials;
  readonly cloud: () => Cloud;
  readonly kubectlSignIn: KubectlSignIn;
}

/** Fetches a credential from Azure, checks that it can only sign in, and gives it the login mode that was chosen. */
export async function fetchCredential(
  ports: FetchPorts,
  caller: Caller,
  cluster: Cluster,
  { choice, isAdmin, address }: CredentialWish,
): Promise<KubeconfigCredential> {
  const { clusterCredentials } = ports;
  const text = isAdmin
    ? await clusterCredentials.adminCredential(caller, cluster, address)
    : await clusterCredentials.userCredential(caller, cluster, choice.format, address);
  const { parseCredential } = await import('../../core/kubeconfig/credential.ts');
  const { applyLoginMode } = await import('../../core/conversion/loginMode.ts');
  const credential = parseCredential(text);
  // Among several clusters, those with legacy Entra keep what ARM wrote: a device code.
  const isConvertible = credential.kind !== 'static' && choice.format === 'exec' && cluster.entra.kind !== 'legacy';
  if (!isConvertible || choice.loginMode === undefined || choice.loginMode === 'devicecode') {
    return credential;
  }
  return applyLoginMode(
    credential,
    choice.loginMode === 'vscode' ? await pluginLogin(ports, caller.account) : choice.loginMode,
  );
}
