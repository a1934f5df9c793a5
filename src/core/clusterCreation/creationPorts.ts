import type { CallOptions } from '../clusters/clusterPorts.ts';
import type { SeenCluster, SeenSubscription } from '../clusters/seenCluster.ts';
import type { JsonObject } from '../clusterWrites/rawCluster.ts';
import type { StartedUpdate } from '../entraIntegration/managedClusterPorts.ts';
import type { Region } from './regions.ts';
import type { OfferedVersion } from './kubernetesVersions.ts';

/** A subscription in which a cluster is to be made, and in whose name. */
export type CreationPlace = Pick<SeenSubscription, 'account' | 'tenants' | 'subscription'>;

export interface ResourceGroup {
  readonly name: string;
  readonly location: string;
}

/** What a subscription has to choose from. Every call throws AksEntraError or an AbortError. */
export interface ClusterChoices {
  /** Those that are no other resource’s own. */
  resourceGroups(place: CreationPlace, options: CallOptions): Promise<ResourceGroup[]>;
  /** Whether the subscription may use AKS at all, and where it can. */
  regions(place: CreationPlace, options: CallOptions): Promise<{ isRegistered: boolean; regions: Region[] }>;
  kubernetesVersions(place: CreationPlace, options: CallOptions, location: string): Promise<OfferedVersion[]>;
  /** The entries of ARM’s answer about a group that is there, or about the whole subscription, for `core/access`. */
  permissions(place: CreationPlace, options: CallOptions, resourceGroup: string | undefined): Promise<unknown[]>;
}

/** What makes a cluster. Every call throws AksEntraError or an AbortError. */
export interface ClusterCreation {
  /** Makes a resource group; one of that name in that region stays as it is. */
  createGroup(place: CreationPlace, options: CallOptions, name: string, location: string): Promise<void>;
  /** Whether there is a cluster with this one’s id, whoever made it. */
  exists(seen: SeenCluster, options: CallOptions): Promise<boolean>;
  /**
   * Never writes over a cluster that is there. A cancel stops the waiting, not what Azure took up.
   *
   * @throws AksEntraError nameTaken where there is one by now
   */
  create(seen: SeenCluster, options: CallOptions, body: JsonObject): Promise<StartedUpdate>;
}
