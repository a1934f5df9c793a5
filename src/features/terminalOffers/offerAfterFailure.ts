import * as vscode from 'vscode';
import { clustersIn } from '../../core/listing/clustersIn.ts';
import { canUseVscodeSignIn } from '../../core/conversion/convertibleContexts.ts';
import { explainProblem } from '../../core/diagnosis/errorCatalogue.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import type { KubeconfigFileFacts } from '../../core/diagnosis/kubeconfigFileFacts.ts';
import type { ExplainedProblem, ProblemFacts } from '../../core/diagnosis/problem.ts';
import { hostOf, seenOfContext } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { PrivateKubeconfigs } from '../../core/kubeconfig/privateKubeconfigs.ts';
import type { ContextFacts } from '../../core/kubeconfig/readContexts.ts';
import { usesPlugin } from '../../core/kubeconfig/usesPlugin.ts';
import type { PluginAllowlist } from '../../core/kuberc/pluginAllowlist.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { failedCommandOf } from '../../core/terminalOffers/failedCommand.ts';
import { type ContextLook, lookAtContext, said } from '../../core/terminalOffers/lookAtContext.ts';
import { changesKubeconfig, offeredRemedies } from '../../core/terminalOffers/offeredRemedies.ts';
import { saysWhy } from '../../core/terminalOffers/saysWhy.ts';
import { runRemedy } from '../../ui/remedyCommand.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { pluginRefusal } from '../kubeconfig/pluginRefusal.ts';
import { environmentOf, kubeconfigsOfCommand } from './kubeconfigsOfCommand.ts';
import { hasOwner } from './whichKubeconfigs.ts';

export interface OfferPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly privateKubeconfigs: () => Promise<PrivateKubeconfigs>;
  readonly context: Pick<vscode.ExtensionContext, 'environmentVariableCollection'>;
  readonly facts: Pick<KubeconfigFileFacts, 'exists'> & { installedTools(): Promise<InstalledTools> };
  readonly pluginAllowlist: PluginAllowlist;
  readonly kubectlSignIn: { lastFailure(accountId: string, tenantId: string): Promise<string | undefined> };
  readonly inventory: Pick<ClusterInventory, 'state'>;
  readonly logger: Logger;
}

/** A command that ended with an exit code which says that it failed. */
export interface Failure {
  readonly line: string;
  readonly terminal: vscode.Terminal;
  readonly cwd: string | undefined;
  /** What it printed at its end, as far as VS Code tells: mostly nothing. Nobody keeps it. */
  readonly output: Promise<string>;
  /** Whether another kubeconfig was set in the terminal. */
  readonly isChanged: boolean;
}

/** Output comes with the end of the command, or not at all. */
const outputWithinMs = 500;
const buttons = 2;
/** Who closed an offer has seen it; a working day later it may be another story. */
const again = 8 * 3_600_000;
/** What was offered, and when: a cause once for a context. */
const offered = new Map<string, number>();

/** Offers what helps where the cause is known: from what was printed, else from one look at the context. */
export async function offerAfterFailure(ports: OfferPorts, failure: Failure): Promise<void> {
  const command = failedCommandOf(failure.line);
  if (command === undefined || hasOwner(environmentOf(failure.terminal))) {
    return;
  }
  const files = command.usesContext ? await kubeconfigsOfCommand(ports, command, failure) : undefined;
  const look =
    files === undefined ? undefined : await lookAtContext(files.files, command.contextName, lookPorts(ports));
  const context = look?.context;
  // The commands behind the buttons know the user's own kubeconfigs only.
  const isOwn = !command.usesContext || (await files?.isOwn(context?.contextName)) === true;
  const facts = factsOf(context, isOwn, ports.inventory);
  const output = await printedIn(failure.output);
  // What it said itself is surer than what is found.
  const printed = saysWhy(output) ? explainProblem(output, facts) : undefined;
  const isLookedAt = !saysWhy(output) || command.program === 'kubelogin';
  const problem = printed ?? (isLookedAt ? await explainLook(ports, command.program, look, facts) : undefined);
  const remedies = offeredRemedies(problem?.remedies ?? [], isOwn).slice(0, buttons);
  if (problem !== undefined && remedies.length > 0 && !isOffered(problem, context?.contextName)) {
    const isCopy = files?.isCopy === true && changesKubeconfig(remedies);
    await offer({ ...problem, remedies }, command.program, context?.contextName, isCopy);
  }
}

async function explainLook(
  { facts: machine }: OfferPorts,
  program: string,
  look: ContextLook | undefined,
  facts: ProblemFacts,
): Promise<ExplainedProblem | undefined> {
  if (program === 'kubelogin') {
    const { otherKubelogin } = await machine.installedTools();
    return otherKubelogin === undefined ? undefined : explainProblem(said.otherKubelogin, facts);
  }
  return look?.words === undefined ? undefined : explainProblem(look.words, facts);
}

function lookPorts(ports: OfferPorts): Parameters<typeof lookAtContext>[2] {
  return {
    installedTools: () => ports.facts.installedTools(),
    exists: (path) => ports.facts.exists(path),
    pluginRefusal: () => pluginRefusal(ports),
    lastFailure: (accountId, tenantId) => ports.kubectlSignIn.lastFailure(accountId, tenantId),
    nowMs: Date.now,
    isInCluster: process.env['KUBERNETES_SERVICE_HOST'] !== undefined,
  };
}

function factsOf(
  context: ContextFacts | undefined,
  isOwn: boolean,
  inventory: Pick<ClusterInventory, 'state'>,
): ProblemFacts {
  const serverHost = hostOf(context?.server);
  if (context === undefined || !isOwn) {
    return { serverHost };
  }
  return {
    contextName: context.contextName,
    serverHost,
    seen: seenOfContext(clustersIn(inventory.state), context),
    managedNamespace: context.metadata?.managedNamespace,
    canUseVscodeSignIn: canUseVscodeSignIn(context),
    hasOwnPlugin: usesPlugin(context),
    hasKubelogin: context.kind === 'exec' && context.entra !== undefined && !usesPlugin(context),
  };
}

async function printedIn(output: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const nothing = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, outputWithinMs, '');
  });
  try {
    return await Promise.race([output, nothing]);
  } finally {
    clearTimeout(timer);
  }
}

/** Notes that it is offered now. */
function isOffered({ code }: ExplainedProblem, contextName: string | undefined): boolean {
  const key = JSON.stringify([code, contextName]);
  const nowMs = Date.now();
  const isKnown = nowMs - (offered.get(key) ?? -Infinity) < again;
  if (!isKnown) {
    offered.set(key, nowMs);
  }
  return isKnown;
}

async function offer(
  { title, cause, remedies }: ExplainedProblem,
  program: string,
  contextName: string | undefined,
  isCopy: boolean,
): Promise<void> {
  const never = l10n`Never Offer`;
  const what =
    contextName === undefined
      ? l10n`${program}: ${title}. ${cause}`
      : l10n`${program}, context ${quotedName(contextName)}: ${title}. ${cause}`;
  const message = isCopy ? l10n`${what} This terminal has a kubeconfig of its own: open a new one afterwards.` : what;
  const chosen = await vscode.window.showInformationMessage(
    withTilde(message),
    ...remedies.map((each) => each.title),
    never,
  );
  const remedy = remedies.find((each) => each.title === chosen);
  if (chosen === never) {
    await vscode.workspace
      .getConfiguration('aksEntra')
      .update('terminalOffers', false, vscode.ConfigurationTarget.Global);
  } else if (remedy !== undefined) {
    await runRemedy(remedy);
  }
}
