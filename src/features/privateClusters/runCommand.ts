import * as vscode from 'vscode';
import { setTimeout as pause } from 'node:timers/promises';
import type { RoleAssignments } from '../../core/access/accessPorts.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { cancellation, isCancellation } from '../../core/cancellation.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { type ClusterNow, seenNow } from '../../core/clusters/seenNow.ts';
import type { SignedUrl } from '../../core/clusterWrites/signedUrl.ts';
import { needsSignIn, type Remedy } from '../../core/diagnosis/remedy.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { printable } from '../../core/printable.ts';
import { assertMayRun } from '../../core/privateClusters/checkRunCommand.ts';
import {
  commandDocument,
  commandQuestion,
  forbiddenLine,
  problemOfCommand,
} from '../../core/privateClusters/commandTexts.ts';
import { followCommand } from '../../core/privateClusters/followCommand.ts';
import type { CommandState, RunCommands } from '../../core/privateClusters/commandPorts.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import { inputOrBack } from '../../ui/inputStep.ts';
import { isAccepted } from '../../ui/isAccepted.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { back, pick } from '../../ui/quickPickStep.ts';
import { runRemedy } from '../../ui/remedyCommand.ts';
import { withProgress } from '../../ui/withProgress.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { pickCluster } from '../clusters/pickCluster.ts';
import { signingIn } from '../signIn/signInFirst.ts';
import type { CommandSession } from './commandSession.ts';

export interface RunCommandPorts {
  readonly inventory: ClusterInventory;
  readonly signIn: SignIn;
  readonly clusters: ClusterNow;
  readonly roleAssignments: Pick<RoleAssignments, 'permissions'>;
  readonly runCommands: RunCommands;
  readonly previews: PreviewDocuments;
  readonly cloud: () => Cloud;
  readonly logger: Logger;
}

const title = l10n`Run a command through Azure`;

/**
 * Has Azure run a command inside a cluster, for which no way to its API server is needed: looks first whether it could,
 * asks once for each cluster, and shows what was printed.
 *
 * @param argument the row of the tree that it was asked from
 * @throws AksEntraError; an AbortError on cancel
 */
export async function runCommand(ports: RunCommandPorts, session: CommandSession, argument: unknown): Promise<void> {
  const listed = clusterFrom(argument) ?? (await signingIn(ports.signIn, () => pickCluster(ports.inventory, title)));
  const seen = await lookAt(ports, listed);
  const command = await askCommand(ports, session, seen);
  session.remember(seen.cluster, command);
  const { name } = seen.cluster;
  const result = await withProgress(l10n`Running a command in ${name}`, (signal) =>
    ports.runCommands.start(seen, { interaction: 'allowed', signal }, command),
  );
  ports.logger.info(`Run command in ${name}: Azure took it up`);
  await showResult(ports, seen, command, result);
}

/** @throws AksEntraError where it could not be run: nothing is asked then */
async function lookAt(
  { clusters, inventory, roleAssignments, logger }: RunCommandPorts,
  listed: SeenCluster,
): Promise<SeenCluster> {
  return withProgress(l10n`Looking at ${listed.cluster.name}`, async (signal) => {
    const options = { interaction: 'allowed', signal } as const;
    const [seen, permissions] = await Promise.all([
      seenNow({ clusters, inventory }, listed, options, Date.now()),
      roleAssignments.permissions(listed, options, listed.cluster.id).catch((error: unknown) => {
        if (!(error instanceof AksEntraError) || needsSignIn(error)) {
          throw error;
        }
        logger.warn(`Run command: permissions are not known: ${error.message}`);
        return undefined;
      }),
    ]);
    assertMayRun(seen.cluster, permissions, listed.account);
    return seen;
  });
}

/** @returns a command that somebody typed or chose, and agreed to have run */
async function askCommand({ cloud }: RunCommandPorts, session: CommandSession, seen: SeenCluster): Promise<string> {
  const { cluster } = seen;
  const stepTitle = l10n`${title}: ${printable(cluster.name)}`;
  let value = session.commandsOf(cluster)[0] ?? 'kubectl ';
  for (;;) {
    const former = session.commandsOf(cluster);
    const chosen = former.length === 0 ? undefined : await pickFormer(stepTitle, former);
    const command = chosen ?? (await typeCommand(stepTitle, value));
    if (command === back && former.length === 0) {
      throw cancellation();
    }
    if (command !== back) {
      value = command;
      if (await isAgreedTo(cloud, session, seen, command)) {
        return command;
      }
    }
  }
}

function typeCommand(stepTitle: string, value: string): Promise<string | typeof back> {
  return inputOrBack({
    title: stepTitle,
    prompt: l10n`kubectl, helm or another program of the shell that Azure runs in the cluster. Files cannot be handed over.`,
    value,
    problem: problemOfCommand,
  });
}

/** @returns undefined where it is to be typed */
async function pickFormer(stepTitle: string, former: readonly string[]): Promise<string | undefined> {
  const chosen = await pick<{ readonly command: string | undefined }>({
    title: stepTitle,
    placeholder: l10n`Run one of this session’s commands again, or type another one`,
    choices: [
      ...former.map((command) => ({ label: printable(command), value: { command } })),
      { label: l10n`Type a Command…`, value: { command: undefined } },
    ],
  });
  return chosen.command;
}

async function isAgreedTo(
  cloud: () => Cloud,
  session: CommandSession,
  seen: SeenCluster,
  command: string,
): Promise<boolean> {
  if (session.isAgreed(seen)) {
    return true;
  }
  const question = commandQuestion(seen.cluster, command, new URL(cloud().armEndpoint).host);
  const isYes = await isAccepted({ ...question, accept: l10n`Run It`, goBack: l10n`Change the Command` });
  if (isYes) {
    session.agree(seen);
  }
  return isYes;
}

/** Waits for the result and shows it; whoever stops waiting may go on with it. */
async function showResult(
  ports: RunCommandPorts,
  seen: SeenCluster,
  command: string,
  result: SignedUrl,
): Promise<void> {
  const { name } = seen.cluster;
  const state = await withProgress(l10n`Waiting for the command in ${name}. Cancel stops the waiting only`, (signal) =>
    followCommand({
      look: () => ports.runCommands.look(seen, { interaction: 'silent', signal }, result),
      nowMs: () => Date.now(),
      pause: async (ms) => {
        await pause(ms, undefined, { signal }).catch(() => {
          throw cancellation();
        });
      },
    }),
  ).catch((error: unknown): CommandState => {
    if (isCancellation(error)) {
      return { kind: 'running' };
    }
    throw error;
  });
  if (state.kind === 'running') {
    ports.logger.info(`Run command in ${name}: no longer waited for`);
    const goOn = l10n`Go On Waiting`;
    void vscode.window
      .showInformationMessage(
        l10n`The command in ${quotedName(name)} may still be running: only the waiting was stopped.`,
        goOn,
      )
      .then(async (chosen) => {
        if (chosen === goOn) {
          await runAndReport(ports.logger, 'Run command', () => showResult(ports, seen, command, result));
        }
      });
    return;
  }
  await ports.previews.show(l10n`Command in ${name}`, commandDocument(seen.cluster, command, state), 'txt');
  ports.logger.info(
    `Run command in ${name}: ${state.kind === 'ended' ? `exit code ${state.exitCode ?? '?'}` : 'failed'}`,
  );
  if (state.kind === 'failed') {
    throw new AksEntraError(
      'commandFailed',
      l10n`Azure could not finish the command in ${quotedName(name)}: ${printable(state.reason)}`,
    );
  }
  if (state.exitCode !== 0) {
    void tellExit(name, state);
  }
}

async function tellExit(name: string, { exitCode, logs }: Extract<CommandState, { kind: 'ended' }>): Promise<void> {
  const refused = forbiddenLine(logs);
  const why: Remedy | undefined =
    refused === undefined ? undefined : { kind: 'explainForbidden', title: l10n`Why Forbidden?`, message: refused };
  const message =
    exitCode === undefined
      ? l10n`The command in ${quotedName(name)} has ended, but Azure does not give its exit code. Its output is shown.`
      : l10n`The command in ${quotedName(name)} ended with exit code ${exitCode}. Its output is shown.`;
  const chosen = await vscode.window.showWarningMessage(message, ...(why === undefined ? [] : [why.title]));
  if (why !== undefined && chosen === why.title) {
    await runRemedy(why);
  }
}
