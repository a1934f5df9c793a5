import { readBoolean } from '../../core/azure/readProperty.ts';
import { aadProfileOf } from '../../core/clusterWrites/rawCluster.ts';
import { isToBeOn } from '../../core/entraIntegration/switchDirection.ts';
import type { ChangeEntraPorts } from './changeEntra.ts';
import { lookAtCluster } from './lookAtCluster.ts';
import { seenOrPicked } from './pickFitting.ts';
import { updateEntra } from './updateEntra.ts';

/**
 * Turns Entra ID authorization (Azure RBAC) on where it is off, and off where it is on.
 *
 * @param argument the row of the tree that it was asked from
 * @param direction the way that somebody was told it goes; anything else turns it round
 * @throws AksEntraError; an AbortError on cancel
 */
export async function changeAuthorization(
  ports: ChangeEntraPorts,
  argument: unknown,
  direction?: unknown,
): Promise<void> {
  const goal = 'authorization';
  const listed = await seenOrPicked(ports, goal, argument);
  const { seen, document, permissions } = await lookAtCluster(ports, listed, goal);
  const isOn = readBoolean(aadProfileOf(document.body), 'enableAzureRBAC') === true;
  await updateEntra(ports, seen, {
    document,
    permissions,
    change: { goal, enableAzureRbac: isToBeOn(direction, isOn) },
  });
}
