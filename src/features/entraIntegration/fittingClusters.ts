import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { EntraGoal } from '../../core/entraIntegration/plannedProfile.ts';

/** Whether a cluster is one of those for which somebody comes, as far as the listing tells. */
export function fitsGoal({ cluster }: Pick<SeenCluster, 'cluster'>, goal: EntraGoal): boolean {
  return goal === 'migrate'
    ? cluster.entra.kind === 'legacy'
    : cluster.entra.kind === 'none' && cluster.authorization !== 'none';
}
