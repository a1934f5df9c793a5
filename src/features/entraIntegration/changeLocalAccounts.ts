import { readBoolean, readProperty } from '../../core/azure/readProperty.ts';
import { isToBeOn } from '../../core/entraIntegration/switchDirection.ts';
import type { ChangeEntraPorts } from './changeEntra.ts';
import { lookAtCluster } from './lookAtCluster.ts';
import { seenOrPicked } from './pickFitting.ts';
import { updateEntra } from './updateEntra.ts';

/**
 * Turns the local accounts of a cluster off where it has them, and on where it has none.
 *
 * @param argument the row of the tree that it was asked from
 * @param direction the way that somebody was told it goes; anything else turns it round
 * @throws AksEntraError; an AbortError on cancel
 */
export async function changeLocalAccounts(
  ports: ChangeEntraPorts,
  argument: unknown,
  direction?: unknown,
): Promise<void> {
  const goal = 'localAccounts';
  const listed = await seenOrPicked(ports, goal, argument);
  const { seen, document, permissions } = await lookAtCluster(ports, listed, goal);
  const areOff = readBoolean(readProperty(document.body, 'properties'), 'disableLocalAccounts') === true;
  await updateEntra(ports, seen, {
    document,
    permissions,
    change: { goal, disableLocalAccounts: !isToBeOn(direction, !areOff) },
  });
}
