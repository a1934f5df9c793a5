import type { Azure, Caller } from '../core/azure/azure.ts';
import type { Cluster } from '../core/azure/cluster.ts';
import type { KubeconfigCredential } from '../core/kubeconfig/credential.ts';
import type { CredentialWish } from '../ui/credentialPrompts.ts';

export interface FetchPorts {
  readonly azure: Azure;
}

/** Fetches a credential from Azure, checks that it can only sign in, and gives it the login mode that was chosen. */
export async function fetchCredential(
  { azure }: FetchPorts,
  caller: Caller,
  cluster: Cluster,
  { choice, isAdmin, address }: CredentialWish,
): Promise<KubeconfigCredential> {
  const text = isAdmin
    ? await azure.adminCredential(caller, cluster, address)
    : await azure.userCredential(caller, cluster, choice.format, address);
  const { parseCredential } = await import('../core/kubeconfig/credential.ts');
  const { applyLoginMode } = await import('../core/kubeconfig/loginMode.ts');
  const credential = parseCredential(text);
  // Among several clusters, those with legacy Entra keep what ARM wrote: a device code.
  const isConvertible = credential.kind !== 'static' && choice.format === 'exec' && cluster.entra.kind !== 'legacy';
  return isConvertible && choice.loginMode !== undefined && choice.loginMode !== 'devicecode'
    ? applyLoginMode(credential, choice.loginMode)
    : credential;
}
