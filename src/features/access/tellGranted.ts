import * as vscode from 'vscode';
import type { AccessPorts } from '../../core/access/accessPorts.ts';
import type { Grant } from '../../core/access/grantPlan.ts';
import { grantResult } from '../../core/access/grantResult.ts';
import { nextSteps } from '../../core/access/grantTexts.ts';
import { type GrantOutcome, isNameTaken, undoable, undoGrant } from '../../core/access/performGrant.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { runForUser } from '../../ui/errorNotification.ts';
import { withProgress } from '../../ui/withProgress.ts';
import type { ClusterChanges } from '../clusters/clusterChanges.ts';

interface TellPorts extends AccessPorts {
  readonly changes: Pick<ClusterChanges, 'accessChanged'>;
  readonly logger: Logger;
}

/**
 * Tells what came of a grant, in whole or in part, with the way on and the way back.
 *
 * @param showAnew looks at it and shows it once more
 */
export function tellGranted(
  ports: TellPorts,
  seen: SeenCluster,
  grant: Grant,
  outcome: GrantOutcome,
  showAnew: () => Promise<void>,
): void {
  const { message, finish } = grantResult(seen.cluster, grant, outcome);
  const copyNext = l10n`Copy What They Do Next`;
  const copyRest = l10n`Copy the Lines That Finish It`;
  const undo = l10n`Undo`;
  const again = l10n`Show It with Another Name`;
  const isUndoable = undoable(outcome).length > 0;
  const way = finish === undefined ? copyNext : isNameTaken(outcome.failed?.error) ? again : copyRest;
  const buttons = [way, ...(isUndoable ? [undo] : [])];
  const told =
    finish === undefined
      ? vscode.window.showInformationMessage(message, ...buttons)
      : vscode.window.showErrorMessage(message, ...buttons);
  void told.then(async (chosen) => {
    if (chosen === copyNext) {
      await vscode.env.clipboard.writeText(nextSteps(seen.cluster, grant));
    } else if (chosen === copyRest && finish !== undefined) {
      await vscode.env.clipboard.writeText(finish);
    } else if (chosen === again) {
      await runForUser(ports.logger, 'Grant access', showAnew);
    } else if (chosen === undo) {
      await runForUser(ports.logger, 'Undo a grant', () => takeBack(ports, seen, outcome));
    }
  });
}

async function takeBack(ports: TellPorts, seen: SeenCluster, outcome: GrantOutcome): Promise<void> {
  try {
    await withProgress(l10n`Taking the grant on ${seen.cluster.name} back`, (signal) =>
      undoGrant(ports, seen, undoable(outcome), { interaction: 'allowed', signal }),
    );
  } finally {
    ports.changes.accessChanged(seen.cluster);
  }
  void vscode.window.showInformationMessage(l10n`The grant on ${seen.cluster.name} was undone.`);
}
