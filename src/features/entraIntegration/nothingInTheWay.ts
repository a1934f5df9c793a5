import { AksEntraError, type AksEntraErrorCode } from '../../core/aksEntraError.ts';
import { entraLimits } from '../../core/entraIntegration/entraLimits.ts';
import type { EntraGoal } from '../../core/entraIntegration/plannedProfile.ts';
import type { JsonObject } from '../../core/clusterWrites/rawCluster.ts';

/** @throws AksEntraError with everything that stands in the way, and what to do about it */
export function assertNothingInTheWay(body: JsonObject, goal: EntraGoal): void {
  const { obstacles } = entraLimits(body, goal);
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
