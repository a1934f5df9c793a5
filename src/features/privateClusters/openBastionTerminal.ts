import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { isCancellation } from '../../core/cancellation.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { type ClusterNow, seenNow } from '../../core/clusters/seenNow.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import { type ProgramPlaces, programWord } from '../../core/diagnosis/toolInstallation.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { printable } from '../../core/printable.ts';
import { bastionLine, isTooOldForBastion, problemOfBastionId } from '../../core/privateClusters/reachLines.ts';
import type { BastionHosts } from '../../core/privateClusters/commandPorts.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { inputOrBack } from '../../ui/inputStep.ts';
import { isAccepted } from '../../ui/isAccepted.ts';
import { noteRow } from '../../ui/noteRow.ts';
import { back, pick } from '../../ui/quickPickStep.ts';
import { runRemedy } from '../../ui/remedyCommand.ts';
import { runInTerminal } from '../terminals/runInTerminal.ts';
import { withProgress } from '../../ui/withProgress.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { pickCluster } from '../clusters/pickCluster.ts';
import { signingIn } from '../signIn/signInFirst.ts';

export interface OpenBastionPorts {
  readonly inventory: ClusterInventory;
  readonly signIn: SignIn;
  readonly clusters: ClusterNow;
  readonly runCommands: BastionHosts;
  readonly facts: ProgramPlaces;
  /** The extensions of az, by the folders that it keeps them in: az itself takes seconds to start. */
  readonly azExtensions: () => Promise<readonly string[]>;
  /** Of the az at a path; undefined where its files do not tell. */
  readonly azVersion: (az: string) => Promise<string | undefined>;
  readonly logger: Logger;
}

type Chosen = { readonly id: string | undefined } | 'type';

/**
 * Opens a terminal in which az opens a tunnel to a private cluster, through Azure Bastion. The line is shown before it runs.
 *
 * @param argument the row of the tree that it was asked from
 * @throws AksEntraError; an AbortError on cancel
 */
export async function openBastionTerminal(ports: OpenBastionPorts, argument: unknown): Promise<void> {
  const title = l10n`Open terminal through Bastion`;
  const listed =
    clusterFrom(argument) ??
    (await signingIn(ports.signIn, () =>
      pickCluster(ports.inventory, title, {
        fits: ({ cluster }) => cluster.isPrivate,
        none: l10n`None of the clusters that you see is private.`,
      }),
    ));
  const { path, isForeign } = await ports.facts.whereOnPath('az');
  if (path === undefined) {
    await tellAzMissing();
    return;
  }
  const az = programWord('az', process.platform, path);
  // By its bare name the shell would start the one in the workspace, which comes first on PATH.
  const isCopiedOnly = isForeign && az === 'az';
  const name = quotedName(listed.cluster.name);
  const [seen, hosts, missing, version] = await withProgress(l10n`Looking for Bastion hosts`, (signal) =>
    Promise.all([
      seenNow(ports, listed, { interaction: 'allowed', signal }, Date.now()),
      hostsOf(ports, listed, signal),
      missingExtensions(ports),
      ports.azVersion(path),
    ]),
  );
  for (;;) {
    const line = bastionLine(seen.cluster, await chooseHost(title, hosts), az);
    const detail = [
      line,
      ...(isTooOldForBastion(version)
        ? [l10n`Your az is ${printable(version ?? '')}: update it first, or the command fails.`]
        : []),
      l10n`az opens a tunnel, and a shell in which kubectl goes through it, to localhost and under the cluster’s own name (tls-server-name). Work in that shell; exit ends it and the tunnel.`,
      l10n`Newer versions of az also write the tunnel into your own kubeconfig. When you are done, get the credentials of this cluster again.`,
      missing.length === 0
        ? l10n`You need az 2.85 or newer, signed in (az login), and a Bastion host of the tier Standard or Premium with native client support.`
        : l10n`You need az 2.85 or newer, signed in (az login), and a Bastion host of the tier Standard or Premium with native client support. az will ask whether to install its extensions ${missing.join(l10n` and `)}, which it does not have.`,
    ].join('\n\n');
    const message = isCopiedOnly
      ? l10n`Copy the line that opens a tunnel to ${name}? It is not run here: the az that comes first on PATH lies in a folder of the workspace.`
      : l10n`Open a tunnel to ${name} in a terminal?`;
    const accept = isCopiedOnly ? l10n`Copy az Line` : l10n`Run in Terminal`;
    if (await isAccepted({ message, detail, accept, goBack: l10n`Choose Again` })) {
      if (isCopiedOnly) {
        await vscode.env.clipboard.writeText(line);
        return;
      }
      ports.logger.info(`Bastion: opening a terminal for ${seen.cluster.name}`);
      runInTerminal(l10n`Bastion: ${printable(seen.cluster.name)}`, line);
      return;
    }
  }
}

async function tellAzMissing(): Promise<void> {
  const install = l10n`Install az…`;
  const chosen = await vscode.window.showWarningMessage(
    l10n`The Azure CLI, az, opens the tunnel, and it is not on the PATH that VS Code sees.`,
    install,
  );
  if (chosen === install) {
    await runRemedy({ kind: 'installTool', title: install, tool: 'az' });
  }
}

/** Of the subscription; who may not list them can type one. */
async function hostsOf(ports: OpenBastionPorts, seen: SeenCluster, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const hosts = await ports.runCommands.bastionHosts(seen, { interaction: 'allowed', signal });
    return hosts.filter((id) => problemOfBastionId(id) === undefined);
  } catch (error) {
    if (isCancellation(error) || needsSignIn(error) || !(error instanceof AksEntraError)) {
      throw error;
    }
    ports.logger.warn(`Bastion: ${error.message}`);
    return [];
  }
}

async function missingExtensions({ azExtensions }: OpenBastionPorts): Promise<readonly string[]> {
  const there = await azExtensions();
  return ['aks-preview', 'bastion'].filter((name) => !there.includes(name));
}

/** @returns undefined where az is to look for one itself */
async function chooseHost(title: string, hosts: readonly string[]): Promise<string | undefined> {
  for (;;) {
    const chosen = await pick<Chosen>({
      title,
      placeholder: l10n`Through which Bastion host?`,
      choices: [
        ...hosts.map((id) => ({ label: printable(id.split('/').at(-1) ?? ''), detail: printable(id), value: { id } })),
        {
          label: l10n`Let az Look for One`,
          detail: l10n`In the cluster’s node resource group, where AKS puts the one that it manages.`,
          value: { id: undefined },
        },
        { label: l10n`Type the Id of Another One…`, value: 'type' },
        ...(hosts.length === 0 ? [noteRow(l10n`No Bastion host was found in the cluster’s subscription.`)] : []),
      ],
    });
    if (chosen !== 'type') {
      return chosen.id;
    }
    const typed = await inputOrBack({
      title,
      prompt: l10n`The resource id of the Bastion host`,
      value: '',
      problem: problemOfBastionId,
    });
    if (typed !== back) {
      return typed;
    }
  }
}
