import { isCancellation } from '../cancellation.ts';
import type { ConnectedCluster } from './accessPorts.ts';
import type { PlannedBinding } from './grantPlan.ts';

/** As many names are tried. */
const names = 5;

/**
 * The first of a binding’s names that no other one has; undefined where all are taken. Who may not look gets the first:
 * where that is taken, the cluster says so.
 *
 * @throws an AbortError on cancel
 */
export async function freeBindingName(cluster: ConnectedCluster, binding: PlannedBinding): Promise<string | undefined> {
  try {
    for (let number = 1; number <= names; number += 1) {
      const name = number === 1 ? binding.name : `${binding.name}-${number}`;
      if ((await cluster.binding({ ...binding, name })) === undefined) {
        return name;
      }
    }
    return undefined;
  } catch (error) {
    if (isCancellation(error)) {
      throw error;
    }
    return binding.name;
  }
}
