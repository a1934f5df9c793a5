import { AksEntraError } from '../../core/aksEntraError.ts';
import { type BrokenGlass, isMended } from '../../core/breakGlass/brokenGlass.ts';
import { clusterFromArm } from '../../core/clusters/clusterFromArm.ts';
import { isSettled } from '../../core/clusterWrites/rawCluster.ts';
import { messageOf } from '../../core/messageOf.ts';
import { listedFor } from '../entraIntegration/resumeChanges.ts';
import type { DisableAgainPorts } from './disableAgain.ts';

/**
 * Whether a cluster’s local accounts are still on, as far as can be known without a prompt. Where somebody turned them
 * off, or the cluster is gone, that is noted, and forgotten.
 */
export async function isStillBroken(
  { inventory, managedClusters, brokenGlasses, logger }: DisableAgainPorts,
  broken: BrokenGlass,
): Promise<boolean> {
  await inventory.ensureListed();
  const seen = listedFor(inventory, broken);
  if (seen === undefined) {
    return true;
  }
  try {
    const { signal } = new AbortController();
    const { body } = await managedClusters.read(seen, { interaction: 'silent', signal });
    const hasLocalAccounts = clusterFromArm(body, '')?.hasLocalAccounts !== false;
    if (!isMended(broken, { hasLocalAccounts, isSettled: isSettled(body) }, Date.now())) {
      return true;
    }
  } catch (error) {
    if (!(error instanceof AksEntraError && error.code === 'notFound')) {
      logger.warn(`Whether local accounts of ${broken.name} are on is not known: ${messageOf(error)}`);
      return true;
    }
  }
  await brokenGlasses.forget(broken.clusterId);
  logger.info(`Local accounts of ${broken.name} are off again: break glass there is over`);
  return false;
}
