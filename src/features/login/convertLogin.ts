import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { signInTenant } from '../../core/clusters/cluster.ts';
import { cancellation } from '../../core/cancellation.ts';
import { clusterKeyOf, isKeyOfCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import {
  explainAnswer,
  guidedModes,
  loginModeGuides,
  missingForMode,
  type LoginQuestion,
} from '../../core/conversion/loginModeGuide.ts';
import type { AnyLoginMode } from '../../core/login/loginModeNames.ts';
import type { LoginOptions } from '../../core/login/loginOptions.ts';
import { pluginContexts } from '../../core/credentialPlugin/trustedContexts.ts';
import { planConversion, type ContextConversion } from '../../core/conversion/planConversion.ts';
import type { ContextFacts } from '../../core/kubeconfig/readContexts.ts';
import { quotedName, quotedNames } from '../../core/quotedNames.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { confirmTrust } from '../kubectlSignIn/confirmTrust.ts';
import { askFallbackOnce } from '../kubectlSignIn/fallbackSetting.ts';
import { confirmChange } from '../../ui/confirmChange.ts';
import { plannedChanges, tellWritten, writePlanned, type KubeconfigPorts } from '../kubeconfig/kubeconfigWriting.ts';
import { contextChoice } from '../kubeconfig/contextChoice.ts';
import { readKubeconfigs, type ReadKubeconfigs } from '../kubeconfig/pickContext.ts';
import type { Memory } from '../../ui/memory.ts';
import { pickSeveral } from '../../ui/pickSeveral.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { back, pick, pickOrBack, type Choice, type QuickPickStep } from '../../ui/quickPickStep.ts';
import { loginTarget, type LoginTargetPorts } from '../kubectlSignIn/loginTarget.ts';
import { trustContexts } from '../kubectlSignIn/trustContexts.ts';

export interface ConvertLoginPorts extends KubeconfigPorts, LoginTargetPorts {
  readonly inventory: ClusterInventory;
  readonly previews: PreviewDocuments;
  readonly memory: Memory;
  readonly hasAzureCli: () => Promise<boolean>;
}

const title = 'Convert kubeconfig sign-in mode';

/** Converts the users of chosen contexts to another login mode, after it showed what changes. */
export async function convertLogin(ports: ConvertLoginPorts, argument: unknown): Promise<void> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const tell = await convert(ports, kubeconfigs, await choose(kubeconfigs, chosenBefore(argument)));
  tell();
}

interface Conversion {
  readonly contexts: readonly ContextFacts[];
  readonly mode: AnyLoginMode;
}

/**
 * Shows what changes, asks, writes, and for VS Code's sign-in lets kubectl have tokens for these clusters.
 *
 * @returns tells what was done, with Undo
 */
export async function convert(
  ports: ConvertLoginPorts,
  kubeconfigs: ReadKubeconfigs,
  { contexts, mode }: Conversion,
): Promise<() => void> {
  const conversions = await ask(ports, contexts, mode);
  if (mode === 'vscode') {
    await askFallbackOnce(ports.memory, ports.hasAzureCli);
  }
  const before = kubeconfigs.files.map(({ text }) => text);
  const plan = planConversion(before, await loginTarget(ports, mode), conversions);
  const changes = plannedChanges(kubeconfigs.files, plan.texts);
  const names = contexts.map(({ contextName }) => contextName);
  const trusted = mode === 'vscode' ? pluginContexts(plan.texts, [...names, ...plan.alsoChanged]) : [];
  const paths = kubeconfigs.files.map(({ path }) => path);
  await confirmTrust(trusted);
  if (changes.length === 0) {
    await trustContexts(ports, trusted, paths);
    return () => {
      void vscode.window.showInformationMessage(`The chosen contexts use ${mode} already; nothing was changed.`);
    };
  }
  const accept = `Convert ${contexts.length} context${contexts.length === 1 ? '' : 's'} to ${mode}`;
  const shared = plan.alsoChanged.map((name) => `${quotedName(name)} uses the same user and changes too.`);
  const notes = [...shared, ...plan.warnings, ...environmentNote(mode)];
  await confirmChange(ports.previews, { title, accept, notes }, changes);
  const receipts = await writePlanned(ports, changes);
  const takeBack = await trustContexts(ports, trusted, paths);
  const quoted = quotedNames(names);
  const verb = names.length === 1 ? 'uses' : 'use';
  const way = mode === 'vscode' ? 'VS Code’s sign-in' : `kubelogin’s ${mode}`;
  ports.logger.info(`Converted ${quoted} to ${mode}`);
  const message = [`${quoted} now ${verb} ${way}.`, ...environmentNote(mode)].join(' ');
  return () => {
    tellWritten(ports, title, receipts, message, takeBack);
  };
}

async function choose(
  { contexts, currentContext }: ReadKubeconfigs,
  preselected: readonly string[],
): Promise<Conversion> {
  const convertible = contexts.filter(
    ({ kind, entra }) => entra !== undefined && (kind === 'exec' || kind === 'azureAuthProvider'),
  );
  if (convertible.length === 0) {
    throw new AksEntraError(
      'credentialNotConvertible',
      'No context in your kubeconfig signs in with Microsoft Entra ID through kubelogin, so none has a login mode.',
    );
  }
  const isPicked = new Set(convertible.filter(({ contextName }) => preselected.includes(contextName)));
  for (;;) {
    const rows = convertible.map((context) => ({
      ...contextChoice(context, context.contextName === currentContext),
      picked: isPicked.has(context),
    }));
    const chosen = await pickSeveral(title, 'Which contexts?', rows);
    isPicked.clear();
    for (const context of chosen) {
      isPicked.add(context);
    }
    const mode = await pickOrBack(modeStep());
    if (mode !== back) {
      return { contexts: chosen, mode };
    }
  }
}

/** A quick fix names the contexts that it is about. */
export function chosenBefore(argument: unknown): readonly string[] {
  const names =
    typeof argument === 'object' && argument !== null && 'contextNames' in argument ? argument.contextNames : [];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** Asks for a mode alone. Rejects with an AbortError when the user closes the picker. */
export async function pickMode(isOffered: (mode: AnyLoginMode) => boolean): Promise<AnyLoginMode> {
  return pick(modeStep(isOffered));
}

function modeStep(isOffered: (mode: AnyLoginMode) => boolean = () => true): QuickPickStep<AnyLoginMode> {
  const groups = Map.groupBy(guidedModes.filter(isOffered), (mode) => loginModeGuides[mode].group);
  const choices = [...groups].flatMap(([group, modes]): Choice<AnyLoginMode>[] => [
    { label: group, kind: vscode.QuickPickItemKind.Separator },
    ...modes.map((mode) => ({ label: mode, detail: loginModeGuides[mode].detail, value: mode })),
  ]);
  return { title: 'Sign-in mode', placeholder: 'Where should kubectl get its token from?', choices };
}

/** Asks what the mode needs for all contexts, then what single ones lack. */
async function ask(
  { inventory, cloud }: ConvertLoginPorts,
  contexts: readonly ContextFacts[],
  mode: AnyLoginMode,
): Promise<ContextConversion[]> {
  const common = await answers(mode, loginModeGuides[mode].questions);
  const conversions: ContextConversion[] = [];
  for (const context of contexts) {
    const { known, questions } = missingForMode(
      context,
      mode,
      () => tenantOfCluster(inventory, context),
      cloud().kubeloginEnvironment,
    );
    conversions.push({
      contextName: context.contextName,
      options: { ...known, ...(await answers(mode, questions)), ...common },
    });
  }
  return conversions;
}

/** Asks for each option. @throws an AbortError when the user closes one */
export async function answers(mode: AnyLoginMode, questions: readonly LoginQuestion[]): Promise<LoginOptions> {
  const options: Record<string, string> = {};
  for (const question of questions) {
    const answer = await vscode.window.showInputBox({
      title: `Sign-in mode ${mode}`,
      prompt: question.prompt,
      ignoreFocusOut: true,
      validateInput: (text) => explainAnswer(question, text.trim()),
    });
    if (answer === undefined) {
      throw cancellation();
    }
    if (answer.trim() !== '') {
      options[question.option] = answer.trim();
    }
  }
  return options;
}

/** The tenant of the cluster that a context leads to, as far as the clusters have been listed. */
export function tenantOfCluster({ state }: ClusterInventory, context: ContextFacts): string | undefined {
  if (!('subscriptions' in state)) {
    return undefined;
  }
  const key = clusterKeyOf(context);
  const cluster = state.subscriptions
    .flatMap(({ outcome }) => (outcome.kind === 'listed' ? outcome.clusters : []))
    .find((candidate) => isKeyOfCluster(key, candidate));
  return cluster === undefined ? undefined : signInTenant(cluster);
}

function environmentNote(mode: AnyLoginMode): string[] {
  const { environment } = loginModeGuides[mode];
  return environment === undefined ? [] : [`Set ${environment} where kubectl runs: kubelogin takes them from there.`];
}
