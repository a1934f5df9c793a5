import type { CallOptions } from './clusterPorts.ts';
import type { SeenCluster } from './seenCluster.ts';

/** The format of a clusterUser credential: `azure` is the auth-provider that kubectl 1.26 removed. */
export type CredentialFormat = 'exec' | 'azure';

/** Which name of the API server a credential holds: `public` is for a private cluster that has a public one too. */
export type ServerAddress = 'default' | 'public';

/**
 * The kubeconfigs that Azure gives out for a cluster, in the name of the account that sees it. Every call throws
 * AksEntraError or an AbortError.
 */
export interface ClusterCredentials {
  /** The clusterUser kubeconfig as text (YAML). */
  userCredential(
    seen: SeenCluster,
    options: CallOptions,
    format: CredentialFormat,
    address?: ServerAddress,
  ): Promise<string>;
  /** The clusterAdmin kubeconfig as text (YAML): a static certificate of a local account. */
  adminCredential(seen: SeenCluster, options: CallOptions, address?: ServerAddress): Promise<string>;
}
