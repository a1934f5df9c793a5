import { AksEntraError, type AksEntraErrorCode } from '../../core/aksEntraError.ts';
import { changeLimits, entraLimits } from '../../core/entraIntegration/entraLimits.ts';
import type { EntraGoal, EntraUpdate } from '../../core/entraIntegration/plannedProfile.ts';
import type { JsonObject } from '../../core/clusterWrites/rawCluster.ts';

/**
 * @param change what was put together, where that is known already
 * @throws AksEntraError with everything that stands in the way, and what to do about it
 */
export function assertNothingInTheWay(body: JsonObject, goal: EntraGoal, change?: EntraUpdate): void {
  const ofCluster = entraLimits(body, goal).obstacles;
  // A cluster that it is not for needs no second reason.
  const obstacles = ofCluster.length > 0 || change === undefined ? ofCluster : changeLimits(body, change).obstacles;
  if (obstacles.length > 0) {
    throw new AksEntraError(codeOf(obstacles.map(({ kind }) => kind)), obstacles.map(({ text }) => text).join(' '));
  }
}

/** What is over by itself, or by a click, can be tried again. */
function codeOf(kinds: readonly string[]): AksEntraErrorCode {
  switch (kinds.join()) {
    case 'stopped':
      return 'clusterStopped';
    case 'busy':
      return 'clusterBusy';
    default:
      return 'updateRefused';
  }
}
