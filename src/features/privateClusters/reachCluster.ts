import * as vscode from 'vscode';
import type { Cloud } from '../../core/azure/clouds.ts';
import { portalUrl } from '../../core/azure/portalPages.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { type ClusterNow, readNow } from '../../core/clusters/seenNow.ts';
import type { KubeconfigFileFacts } from '../../core/diagnosis/kubeconfigFileFacts.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { reachSteps, type ReachWay, whyUnreached } from '../../core/privateClusters/reachLadder.ts';
import { cloudShellLine, rangesLine, startLine } from '../../core/privateClusters/reachLines.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import { noteRow } from '../../ui/noteRow.ts';
import { pick } from '../../ui/quickPickStep.ts';
import { runRemedy } from '../../ui/remedyCommand.ts';
import { withProgress } from '../../ui/withProgress.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { pickCluster } from '../clusters/pickCluster.ts';
import { PublicAddressArgument } from '../credentials/publicAddressArgument.ts';
import { signingIn } from '../signIn/signInFirst.ts';

export interface ReachClusterPorts {
  readonly inventory: ClusterInventory;
  readonly signIn: SignIn;
  readonly clusters: ClusterNow;
  readonly facts: Pick<KubeconfigFileFacts, 'isOnPath'>;
  readonly cloud: () => Cloud;
}

/**
 * Against “no such host” and time-outs: what Azure says is in the way, and the ways around it, those first that fit.
 *
 * @param argument the row of the tree that it was asked from
 * @throws AksEntraError; an AbortError on cancel
 */
export async function reachCluster(ports: ReachClusterPorts, argument: unknown): Promise<void> {
  const listed =
    clusterFrom(argument) ??
    (await signingIn(ports.signIn, () => pickCluster(ports.inventory, l10n`Ways to reach a cluster`)));
  const [seen, hasAz] = await withProgress(l10n`Looking at ${listed.cluster.name}`, (signal) =>
    Promise.all([readNow(ports, listed, { interaction: 'allowed', signal }, Date.now()), ports.facts.isOnPath('az')]),
  );
  const { cluster } = seen;
  const steps = reachSteps(cluster, hasAz);
  const way = await pick<ReachWay>({
    title: l10n`Ways to reach ${printable(cluster.name)}`,
    placeholder: whyUnreached(cluster),
    choices: [
      ...steps.filter(({ fits }) => fits).map((step) => ({ label: step.title, detail: step.reason, value: step.way })),
      { label: l10n`Not Useful Here`, kind: vscode.QuickPickItemKind.Separator },
      ...steps
        .filter(({ fits }) => !fits)
        .map((step) => noteRow(l10n`${step.title.replace(/…$/, '')}: ${step.reason}`)),
    ],
  });
  await go(ports, seen, way);
}

async function go({ cloud }: ReachClusterPorts, seen: SeenCluster, way: ReachWay): Promise<void> {
  const { cluster, tenants } = seen;
  const onCluster = async (command: 'openBastionTerminal' | 'runCommand'): Promise<void> =>
    runRemedy({ kind: 'onCluster', title: '', command, seen });
  switch (way) {
    case 'start':
      await offerLine(
        l10n`Start the cluster in the portal, or with az. It takes some minutes until its name is found again.`,
        startLine(cluster),
        { title: l10n`Open in Azure Portal`, url: portalUrl(cloud(), tenants.lister.tenantId, cluster.id) },
      );
      return;
    case 'publicName':
      await getCredentials(new PublicAddressArgument(seen));
      return;
    case 'ranges':
      await offerLine(
        l10n`Ask the people who look after the cluster to authorise the address that you come from, or that of your VPN. The line replaces the whole list, so it contains the present ones too.`,
        rangesLine(cluster),
        { title: l10n`Open in Azure Portal`, url: portalUrl(cloud(), tenants.lister.tenantId, cluster.id) },
      );
      return;
    case 'bastion':
      await onCluster('openBastionTerminal');
      return;
    case 'cloudShell':
      await offerLine(
        l10n`Cloud Shell opens in your browser. Paste the line there: it gets the credentials, and kubectl is there already.`,
        cloudShellLine(cluster),
        { title: l10n`Copy and Open Cloud Shell`, url: `${cloud().portal}/#cloudshell/`, isCopied: true },
      );
      return;
    case 'runCommand':
      await onCluster('runCommand');
      return;
  }
}

async function getCredentials(argument: PublicAddressArgument): Promise<void> {
  const id: CommandId = 'aksEntra.getCredentials';
  await vscode.commands.executeCommand(id, argument);
}

/** A line that somebody runs elsewhere, in sight, to copy; it runs nowhere by itself. */
async function offerLine(
  message: string,
  line: string,
  page: { readonly title: string; readonly url: string; readonly isCopied?: boolean },
): Promise<void> {
  const copy = l10n`Copy az Line`;
  const buttons = page.isCopied === true ? [page.title, copy] : [copy, page.title];
  const chosen = await vscode.window.showInformationMessage(message, { modal: true, detail: line }, ...buttons);
  if (chosen === copy || (chosen === page.title && page.isCopied === true)) {
    await vscode.env.clipboard.writeText(line);
  }
  if (chosen === page.title) {
    await vscode.env.openExternal(vscode.Uri.parse(page.url, true));
  }
}
