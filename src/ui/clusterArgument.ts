import type { SeenCluster } from '../core/clusters/seenCluster.ts';

/** What our own buttons hand a command that is about a cluster: a class of its own, so that nobody else can. */
export class ClusterArgument {
  readonly seen: SeenCluster;

  constructor(seen: SeenCluster) {
    this.seen = seen;
  }
}
