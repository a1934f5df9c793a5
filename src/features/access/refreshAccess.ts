import type { ClusterChanges } from '../clusters/clusterChanges.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';

/**
 * Reads once more who has access to a cluster.
 *
 * @param argument a row below it
 */
export function refreshAccess(changes: Pick<ClusterChanges, 'accessChanged'>, argument: unknown): void {
  const seen = clusterFrom(argument);
  if (seen !== undefined) {
    changes.accessChanged(seen.cluster);
  }
}
