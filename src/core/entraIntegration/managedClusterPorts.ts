import type { CallOptions } from '../clusters/clusterPorts.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import type { PollAnswer } from '../clusterWrites/operation.ts';
import type { ClusterDocument, JsonObject } from '../clusterWrites/rawCluster.ts';
import type { SignedUrl } from '../clusterWrites/signedUrl.ts';

/** A change that Azure took up. */
export interface StartedUpdate {
  /** Where its progress is read; absent where Azure named no place of its own: then the cluster itself is looked at. */
  readonly operation?: SignedUrl;
}

/** Clusters as whole documents. Every call throws AksEntraError or an AbortError. */
export interface ManagedClusters {
  /** A fresh one, in the newest version that this cloud has of those in which clusters are written. */
  read(seen: SeenCluster, options: CallOptions): Promise<ClusterDocument>;

  /**
   * Writes a changed document where the cluster still is as it was read. A cancel stops the waiting, not what Azure took up.
   *
   * @param before what `body` was made from
   * @throws AksEntraError clusterChanged where somebody else was faster, clusterBusy where Azure is changing it,
   *   updateUnanswered where nobody knows whether Azure took it up
   */
  update(seen: SeenCluster, options: CallOptions, before: ClusterDocument, body: JsonObject): Promise<StartedUpdate>;
}

export interface ClusterOperations {
  poll(seen: SeenCluster, options: CallOptions, operation: SignedUrl): Promise<PollAnswer>;
}

export interface ClusterPermissions {
  /** The entries of ARM’s answer, for `mayUpdate`. */
  permissions(seen: SeenCluster, options: CallOptions): Promise<unknown[]>;
}
