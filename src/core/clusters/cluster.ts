/** How a cluster's API server uses Microsoft Entra ID, from ARM's `aadProfile`. */
type EntraIntegration =
  | { readonly kind: 'managed'; readonly tenantId?: string; readonly adminGroupObjectIds: readonly string[] }
  | {
      readonly kind: 'legacy';
      readonly tenantId?: string;
      readonly adminGroupObjectIds: readonly string[];
      readonly clientAppId?: string;
      readonly serverAppId?: string;
    }
  | { readonly kind: 'none' };

/** Who decides what a signed-in person may do: Azure role assignments, Kubernetes role bindings, or nobody. */
type Authorization = 'azureRbac' | 'kubernetesRbac' | 'none';

/** What the product knows of one AKS cluster. */
export interface Cluster {
  /** ARM resource id, as ARM wrote it. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly location: string;
  /** The tenant that the subscription belongs to: sign-ins to the cluster happen here. */
  readonly tenantId: string;
  readonly kubernetesVersion: string;
  readonly entra: EntraIntegration;
  readonly authorization: Authorization;
  readonly hasLocalAccounts: boolean;
  readonly isPrivate: boolean;
  /** Who reaches a public API server, as CIDRs; absent where everybody does. */
  readonly authorizedIpRanges?: readonly string[];
  /** No commands can be run inside it through Azure; absent where they can, or nobody said. */
  readonly isRunCommandOff?: boolean;
  /** The API server's host name, public where there is one. */
  readonly apiServerHost?: string;
  /** Its name inside the virtual network, where that is another one. */
  readonly privateApiServerHost?: string;
  readonly power: 'Running' | 'Stopped' | 'unknown';
  /** ARM's word; the set is open, so anything but Succeeded, Failed and Canceled means busy. */
  readonly provisioningState: string;
  readonly tier?: string;
  readonly isAutomatic: boolean;
}

const settledStates = new Set(['succeeded', 'failed', 'canceled']);

/** True while ARM is changing the cluster, as far as its provisioning state tells. */
export function isBusy({ provisioningState }: Pick<Cluster, 'provisioningState'>): boolean {
  return !settledStates.has(provisioningState.toLowerCase());
}

/** By their ids, in which Azure does not tell capital from small letters, and writes now these and now those. */
export function isSameCluster(a: Pick<Cluster, 'id'>, b: Pick<Cluster, 'id'>): boolean {
  return a.id.toLowerCase() === b.id.toLowerCase();
}

/** The tenant that issues tokens for the cluster. */
export function signInTenant(cluster: Cluster): string {
  return (cluster.entra.kind === 'none' ? undefined : cluster.entra.tenantId) ?? cluster.tenantId;
}
