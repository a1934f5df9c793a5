import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { type BrokenGlass, type BrokenGlasses, isMended } from '../../core/breakGlass/brokenGlass.ts';
import { accountsOnText, maybeOnText } from '../../core/breakGlass/glassTexts.ts';
import { clusterFromArm } from '../../core/clusters/clusterFromArm.ts';
import { isSettled } from '../../core/clusterWrites/rawCluster.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import { asUserCommand } from '../../ui/userCommand.ts';
import type { ChangeEntraPorts } from '../entraIntegration/changeEntra.ts';
import { lookAtCluster } from '../entraIntegration/lookAtCluster.ts';
import { listedFor } from '../entraIntegration/resumeChanges.ts';
import { updateEntra } from '../entraIntegration/updateEntra.ts';
import { signingIn } from '../signIn/signInFirst.ts';

export interface DisableAgainPorts extends ChangeEntraPorts {
  readonly brokenGlasses: BrokenGlasses;
}

/**
 * Offers to turn local accounts off again, until that is done or the user says that they are to stay. Waits for no answer.
 *
 * @param lead what is told before
 */
export function offerDisableAgain(ports: DisableAgainPorts, broken: BrokenGlass, lead?: string): void {
  const since = new Date(broken.sinceMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  offer(ports, broken, [lead, accountsOnText(broken.name, since)].filter((part) => part !== undefined).join(' '));
}

function offer(ports: DisableAgainPorts, broken: BrokenGlass, message: string): void {
  const [again, later, leave] = [l10n`Disable Again…`, l10n`Later`, l10n`Leave Them On`];
  void runAndReport(ports.logger, 'Local accounts after break glass', async () => {
    const chosen = await vscode.window.showWarningMessage(message, again, later, leave);
    if (chosen === again) {
      await asUserCommand('Disable Again', () => disableAgain(ports, broken));
    } else if (chosen === leave) {
      await ports.brokenGlasses.forget(broken.clusterId);
      ports.logger.warn(`Local accounts of ${broken.name} stay on after break glass, as the user wants it`);
    }
  });
}

/** Turns them off as the command for it does: shown, proven or typed, asked, followed. */
async function disableAgain(ports: DisableAgainPorts, broken: BrokenGlass): Promise<void> {
  const { clusterId, name } = broken;
  const found = await signingIn(ports.signIn, async () => {
    await ports.inventory.ensureListed();
    const listed = listedFor(ports.inventory, broken);
    if (listed === undefined) {
      throw new AksEntraError(
        'notFound',
        l10n`${quotedName(name)} is not among the clusters that are listed. Sign in with the account that turned its local accounts on, refresh, and run “End Break Glass…”.`,
      );
    }
    return listed;
  });
  const { seen, document, permissions } = await lookAtCluster(ports, found, 'localAccounts');
  if (clusterFromArm(document.body, '')?.hasLocalAccounts === false) {
    const now = { hasLocalAccounts: false, isSettled: isSettled(document.body) };
    if (!isMended(broken, now, Date.now())) {
      offer(ports, broken, maybeOnText(name));
      return;
    }
    await ports.brokenGlasses.forget(clusterId);
    void vscode.window.showInformationMessage(l10n`The local accounts of ${quotedName(name)} are off already.`);
    return;
  }
  const change = { goal: 'localAccounts', disableLocalAccounts: true } as const;
  await updateEntra(ports, seen, { document, permissions, change });
  await ports.brokenGlasses.forget(clusterId);
  ports.logger.info(`Local accounts of ${name} are off again after break glass`);
}
