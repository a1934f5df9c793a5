import { NotedTurnOn } from '../../core/breakGlass/notedTurnOn.ts';
import { l10n } from '../../core/l10n.ts';
import { back } from '../../ui/quickPickStep.ts';
import { updateEntra } from '../entraIntegration/updateEntra.ts';
import { type DisableAgainPorts, offerDisableAgain } from './disableAgain.ts';
import type { LookedForGlass } from './lookForGlass.ts';
import { useAdminCredential, type UseAdminPorts } from './useAdminCredential.ts';

export type BorrowPorts = DisableAgainPorts & UseAdminPorts;

/**
 * Turns local accounts on as the command for it does, and uses the admin credential. That they are to be turned off again
 * is on disk before Azure is asked to turn them on.
 *
 * @throws AksEntraError; an AbortError when the user declines
 */
export async function borrowLocalAccounts(
  ports: BorrowPorts,
  { seen, document, permissions }: LookedForGlass,
): Promise<void> {
  const noted = new NotedTurnOn(ports, seen);
  const change = { goal: 'localAccounts', disableLocalAccounts: false } as const;
  try {
    await updateEntra({ ...ports, managedClusters: noted }, seen, { document, permissions, change });
  } catch (error) {
    if (await noted.mayBeOn(seen, error)) {
      offerDisableAgain(ports, noted.broken);
    }
    throw error;
  }
  try {
    if ((await useAdminCredential(ports, seen, l10n`Not Now`)) === back) {
      offerDisableAgain(ports, noted.broken);
    }
  } catch (error) {
    offerDisableAgain(ports, noted.broken);
    throw error;
  }
}
