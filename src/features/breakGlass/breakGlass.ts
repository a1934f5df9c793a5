import * as vscode from 'vscode';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { l10n } from '../../core/l10n.ts';
import { ClusterArgument } from '../../ui/clusterArgument.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import { back } from '../../ui/quickPickStep.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { pickCluster } from '../clusters/pickCluster.ts';
import { signingIn } from '../signIn/signInFirst.ts';
import { borrowLocalAccounts, type BorrowPorts } from './borrowLocalAccounts.ts';
import { lookForGlass } from './lookForGlass.ts';
import { pickGlassWay } from './pickGlassWay.ts';
import { useAdminCredential } from './useAdminCredential.ts';

/**
 * The ways into a cluster that lets one not in: the right ones first, and past Microsoft Entra where nothing else helps.
 *
 * @param argument the row of the tree that it was asked from
 * @throws AksEntraError; an AbortError on cancel
 */
export async function breakGlass(ports: BorrowPorts, argument: unknown): Promise<void> {
  const listed = clusterFrom(argument) ?? (await signingIn(ports.signIn, () => pickWithEntra(ports)));
  const looked = await lookForGlass(ports, listed);
  for (;;) {
    const way = await pickGlassWay(ports.previews, looked);
    switch (way.kind) {
      case 'command': {
        const id: CommandId = `aksEntra.${way.command}`;
        await vscode.commands.executeCommand(id, new ClusterArgument(looked.seen));
        return;
      }
      case 'localAccounts':
        await borrowLocalAccounts(ports, looked);
        return;
      case 'adminCredential':
        if ((await useAdminCredential(ports, looked.seen, l10n`Look Again`)) !== back) {
          return;
        }
    }
  }
}

function pickWithEntra({ inventory }: BorrowPorts): Promise<SeenCluster> {
  return pickCluster(inventory, l10n`Break glass on a cluster`, {
    fits: ({ cluster }) => cluster.entra.kind !== 'none',
    none: l10n`No cluster that you see has Microsoft Entra, so there is nothing to bypass.`,
  });
}
