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

/** A fleet that has a hub gives out a credential, and so does a member that is seen; what has a context can lose it. */
type PlaceKind = 'namespaceInKubeconfig' | 'fleetInKubeconfig' | 'fleetWithoutHub' | 'hiddenFleetMember';

/** A row of the cluster tree in words: what it looks like and what a screen reader says of it. */
export interface ClusterRowTexts {
  readonly label: string;
  readonly description?: string;
  /** A heading with lines below it is for what may hold any character. */
  readonly tooltip?: string | { readonly heading: string; readonly lines: readonly string[] };
  readonly accessibleLabel?: string;
  /** By which package.json chooses the menu. */
  readonly contextValue:
    ClusterNode['kind'] | 'accountNeedsSignIn' | 'tenantNeedsSignIn' | 'inheritedGrant' | PlaceKind | ClusterKind;
  /** Names of VS Code's. */
  readonly icon: { readonly name: string; readonly color?: string };
  readonly below: 'nothing' | 'collapsed' | 'expanded';
  /** What VS Code shows at the right edge, where a narrow row still has it. */
  readonly mark?: 'inKubeconfig' | 'current';
  /** What a click does. */
  readonly remedy?: Remedy;
  /** The same, where it is about this very row. */
  readonly command?: CommandId;
}

/** What could not be read. */
export const errorIcon: ClusterRowTexts['icon'] = { name: 'error', color: 'list.errorForeground' };
