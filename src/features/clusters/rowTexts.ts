import type { CommandId } from '../../ui/commandIds.ts';
import type { RowTexts } from '../../ui/rows/rowItem.ts';
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

/** A row of the cluster tree in words. */
export interface ClusterRowTexts extends RowTexts {
  readonly contextValue:
    | ClusterNode['kind']
    | 'accountNeedsSignIn'
    | 'tenantNeedsSignIn'
    | 'inheritedGrant'
    | 'idFact'
    | PlaceKind
    | ClusterKind;
  /** What VS Code shows at the right edge, where a narrow row still has it. */
  readonly mark?: 'inKubeconfig' | 'current';
  /** What a click does, where it is about this very row. */
  readonly command?: CommandId;
}
