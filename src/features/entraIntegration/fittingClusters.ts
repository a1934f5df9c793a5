import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { EntraGoal } from '../../core/entraIntegration/plannedProfile.ts';

/** Whether a cluster is one of those for which somebody comes, as far as the listing tells. */
export function fitsGoal({ cluster }: Pick<SeenCluster, 'cluster'>, goal: EntraGoal): boolean {
  const { entra, authorization, hasLocalAccounts, isAutomatic } = cluster;
  switch (goal) {
    case 'enable':
      return entra.kind === 'none' && authorization !== 'none';
    case 'migrate':
      return entra.kind === 'legacy';
    case 'adminGroups':
      return entra.kind === 'managed';
    case 'authorization':
      return entra.kind === 'managed' && !isAutomatic;
    case 'localAccounts':
      // Where they are off, they can be turned on without Entra too: nothing else opens such a cluster.
      return !isAutomatic && (entra.kind === 'managed' || !hasLocalAccounts);
  }
}
