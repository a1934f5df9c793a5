import type { Remedy } from '../../core/diagnosis/remedy.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import type { ClusterNode } from './clusterNodes.ts';

/**
 * Only managed Entra has tokens to renew and lets pipelines in; what is in the kubeconfig can leave it, and what signs in
 * through VS Code there has a key. Who allowed other programs can stop them. A cluster that has no credential gives none.
 * A legacy integration can be migrated, and where there is none, Entra can be enabled.
 */
export type ClusterKind =
  | 'cluster'
  | 'clusterInKubeconfig'
  | 'legacyCluster'
  | 'legacyClusterInKubeconfig'
  | 'clusterWithoutCredential'
  | 'clusterWithoutCredentialInKubeconfig'
  | 'managedCluster'
  | 'managedClusterInKubeconfig'
  | 'managedClusterWithKey'
  | 'managedClusterWithConsent';

/** A row of the cluster tree in words: what it looks like and what a screen reader says of it. */
export interface ClusterRowTexts {
  readonly label: string;
  readonly description?: string;
  /** A heading with lines below it is for what may hold any character. */
  readonly tooltip?: string | { readonly heading: string; readonly lines: readonly string[] };
  readonly accessibleLabel?: string;
  /** By which package.json chooses the menu. */
  readonly contextValue: ClusterNode['kind'] | 'tenantNeedsSignIn' | 'inheritedGrant' | ClusterKind;
  /** Names of VS Code's. */
  readonly icon: { readonly name: string; readonly color?: string };
  readonly below: 'nothing' | 'collapsed' | 'expanded';
  /** What a click does. */
  readonly remedy?: Remedy;
  /** The same, where it is about this very row. */
  readonly command?: CommandId;
}
