import * as vscode from 'vscode';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { ChangeResult } from '../../core/entraIntegration/outcomeTexts.ts';
import { l10n } from '../../core/l10n.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { ClusterRow } from '../clusters/clusterNodes.ts';

/**
 * Tells what came of a change, with what people do next; the AADProfile itself is one click away.
 *
 * @param refreshed the cluster as it is listed now: what its credential is hangs on its Entra integration
 */
export function tellResult(
  previews: PreviewDocuments,
  name: string,
  { message, document, command, next }: ChangeResult,
  refreshed: Promise<SeenCluster | undefined>,
): void {
  const nextTitles = { getCredentials: l10n`Get AKS credentials`, refreshToken: l10n`Refresh Token Now` };
  const showProfile = l10n`Show Result`;
  const copy = command === undefined ? [] : [command.copy];
  const buttons = [...next.map((one) => nextTitles[one]), ...copy, showProfile];
  void vscode.window.showInformationMessage(message, ...buttons).then(async (chosen) => {
    const done = next.find((one) => nextTitles[one] === chosen);
    if (done !== undefined) {
      const id: CommandId = `aksEntra.${done}`;
      const seen = await refreshed;
      await vscode.commands.executeCommand(id, seen && new ClusterRow({ kind: 'cluster', seen }));
    } else if (command !== undefined && chosen === command.copy) {
      await vscode.env.clipboard.writeText(command.line);
    } else if (chosen === showProfile) {
      await previews.show(l10n`AADProfile of ${name}`, document, 'md');
    }
  });
}
