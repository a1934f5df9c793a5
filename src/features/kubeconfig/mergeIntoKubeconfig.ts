import type { Cluster } from '../../core/clusters/cluster.ts';
import type { Undo } from '../../core/credentialPlugin/kubectlSignIn.ts';
import { remedyOfRefusal } from '../../core/kubeconfigFindings/kubercFindings.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { WriteReceipt } from '../../core/kubeconfig/kubeconfigStore.ts';
import { usesPlugin } from '../../core/kubeconfig/usesPlugin.ts';
import { allOrNone } from '../../core/kubeconfig/writeAsShown.ts';
import type { Logger } from '../../core/logger.ts';
import { describeMerge } from '../../core/merge/describeMerge.ts';
import type { ConflictAnswer } from '../../core/merge/planAnswered.ts';
import { mergeParts, type MergePart } from '../../core/merge/mergeParts.ts';
import { mergeTarget, type CurrentContextSetting, type MergeTarget } from '../../core/merge/mergeTarget.ts';
import type { NameEntries } from '../../core/merge/nameEntries.ts';
import type { CredentialToMerge } from '../../core/merge/planMerge.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { setContextKey } from '../../ui/setContextKey.ts';
import { shouldSwitch } from './currentContextSetting.ts';
import { installedTools, type ToolPorts } from './installedTools.ts';
import { adviceAt, type KubeconfigPorts, notifyWritten, type ResultAdvice } from './kubeconfigWriting.ts';
import { askEarly, mergeAsking, type MergeQuestions } from './mergeAsking.ts';
import { type FetchedClusters, type MergedContext, obstaclesOfMerge } from './mergeObstacles.ts';
import { pluginRefusal, type PluginRefusalPorts } from './pluginRefusal.ts';
import { readKubeconfigs } from './readKubeconfigs.ts';

export interface MergeTaskPorts extends KubeconfigPorts, PluginRefusalPorts, ToolPorts {
  readonly logger: Logger;
}

/** What else was done when a file was written. */
interface CameWithWrite {
  readonly undo: Undo;
  /** What is to be told with the result, in whole sentences. */
  readonly notes?: readonly string[];
}

export interface MergeTask extends FetchedClusters {
  /** The command, for the log. */
  readonly title: string;
  /** One at least. */
  readonly credentials: readonly CredentialToMerge[];
  /** The one of them that kubectl may use from then on, and whether it does. */
  readonly current: CredentialToMerge;
  readonly currentContext: CurrentContextSetting;
  /** Absent: each goes where its names are already in the KUBECONFIG list, or where new entries go by themselves. */
  readonly targetFile?: string;
  /** What the cluster and user entries of the contexts are called, where they need other names than their cluster's. */
  readonly nameEntries?: NameEntries | undefined;
  /**
   * Runs when a file is written, before the result is told; Undo takes back what it did too.
   *
   * @param merged the credential of each context in this file
   * @param kubeconfigs as they are then
   * @param before as they were
   */
  readonly afterWrite?: (
    merged: ReadonlyMap<string, KubeconfigCredential>,
    kubeconfigs: KubeconfigSnapshot,
    before: KubeconfigSnapshot,
  ) => Promise<CameWithWrite>;
  /** What else is to be told with the result, in whole sentences. */
  readonly notes?: readonly string[];
  /** Absent: a conflict is asked about. */
  readonly questions?: MergeQuestions;
}

/** A cluster's credential, with what we note about it in the kubeconfig. */
export function credentialToMerge(cluster: Cluster, credential: KubeconfigCredential): CredentialToMerge {
  const loginMode = credential.entra?.login;
  return { credential, metadata: { clusterId: cluster.id, ...(loginMode === undefined ? {} : { loginMode }) } };
}

/**
 * Merges credentials into the kubeconfig, asking on conflicts: into each file, or where one refuses or the user closes a
 * question, into none. Tells for each file the result, with one way back.
 *
 * @returns what was told
 */
export async function mergeIntoKubeconfig(ports: MergeTaskPorts, task: MergeTask): Promise<readonly string[]> {
  const before = await readKubeconfigs(ports.kubeconfigs, task.targetFile);
  const { result: merged } = await allOrNone(ports.kubeconfigs, (written, came) =>
    mergeAll(ports, task, before, { written, came }),
  );
  setContextKey('aksEntra.credentials', 'got');
  const { notes, ...advice } = await tellBesides(ports, task, merged);
  return merged.map(({ receipts, message, undo, contexts }, index) => {
    const contextName = contexts[0]?.contextName;
    const [told, advised] =
      index === 0 ? [[message, ...notes].join(' '), { ...advice, contextName }] : [message, adviceAt(contextName)];
    notifyWritten(ports, task.title, receipts, told, undo, advised);
    return told;
  });
}

/** What is told once, however many files there are. */
async function tellBesides(
  ports: MergeTaskPorts,
  task: MergeTask,
  parts: readonly MergedPart[],
): Promise<ResultAdvice & { readonly notes: readonly string[] }> {
  const isOfPlugin = task.credentials.some(({ credential }) => usesPlugin(credential));
  const refusal = isOfPlugin ? await pluginRefusal(ports) : undefined;
  const contexts = parts.flatMap((part) => part.contexts);
  const isListed = parts.every(({ after }) => after.isListed);
  const obstacles = obstaclesOfMerge(contexts, task, await installedTools(ports), isListed);
  const isWarning = refusal !== undefined || obstacles.isWarning;
  const wayOut = remedyOfRefusal(refusal) ?? obstacles.way;
  return {
    notes: [...(task.notes ?? []), ...(refusal === undefined ? [] : [refusal.message]), ...obstacles.sentences],
    ways: wayOut === undefined ? (isWarning ? [] : nextSteps(task, parts)) : [wayOut],
    isWarning,
  };
}

/** One context that came from Azure can be worked with at once, and tried, where kubectl finds it. */
function nextSteps({ reached }: MergeTask, parts: readonly MergedPart[]): ResultAdvice['ways'] {
  const [part, ...others] = parts;
  if (part === undefined || others.length > 0 || reached === undefined) {
    return [];
  }
  const [context, ...more] = part.contexts;
  if (context === undefined || more.length > 0 || !part.after.isListed) {
    return [];
  }
  const { contextName } = context;
  return [
    { kind: 'openTerminal', contextName, title: l10n`Open Terminal` },
    { kind: 'verifyContext', contextName, title: l10n`Verify Access` },
  ];
}

/** For `allOrNone`: what was done, so that it can be taken back. */
interface Done {
  readonly written: (receipt: WriteReceipt) => void;
  readonly came: (undo: Undo) => void;
}

interface MergedPart {
  readonly receipts: readonly WriteReceipt[];
  readonly message: string;
  /** Takes back what came with the writes. */
  readonly undo: Undo | undefined;
  readonly contexts: readonly MergedContext[];
  /** The kubeconfigs as they are then. */
  readonly after: KubeconfigSnapshot;
}

async function mergeAll(
  ports: KubeconfigPorts,
  task: MergeTask,
  before: KubeconfigSnapshot,
  done: Done,
): Promise<readonly MergedPart[]> {
  const parts = mergeParts(before, task.credentials, task.targetFile);
  const answers: (ConflictAnswer | undefined)[] = [];
  for (const part of task.questions === 'refused' || parts.length < 2 ? [] : parts) {
    const text = before.files.find(({ path }) => path === part.path)?.text;
    answers.push(await askEarly(part.path, text, { ...part, current: undefined }));
  }
  const merged: MergedPart[] = [];
  for (const [index, part] of parts.entries()) {
    merged.push(await mergePart(ports, task, part, merged.at(-1)?.after ?? before, { ...done, early: answers[index] }));
  }
  return merged;
}

async function mergePart(
  ports: KubeconfigPorts,
  task: MergeTask,
  { path, credentials, beside }: MergePart<CredentialToMerge>,
  before: KubeconfigSnapshot,
  { written, came, early }: Done & { readonly early: ConflictAnswer | undefined },
): Promise<MergedPart> {
  const current = credentials.includes(task.current) ? task.current : undefined;
  const target = mergeTarget(before, path, task.currentContext);
  const isSwitched = current !== undefined && (await becomesCurrent(task, target));
  const request = {
    credentials,
    beside,
    current: isSwitched ? current : undefined,
    nameEntries: task.nameEntries,
  };
  const done = await mergeAsking(ports, target, request, task.questions, early);
  const { contextNames, receipts } = done;
  receipts.forEach(written);
  const after = before.withWritten(done.written);
  const merged = credentials.map(({ credential }, index) => [contextNames[index] ?? '', credential] as const);
  const { undo, notes = [] } = (await task.afterWrite?.(new Map(merged), after, before)) ?? {};
  if (undo !== undefined) {
    came(undo);
  }
  const kinds = receipts.map(({ kind }) => kind);
  ports.logger.info(`${task.title}: merged ${quotedNames(contextNames)} into ${path}: ${kinds.join(', ')}`);
  const message = describeMerge({
    path,
    contextNames,
    isUnchanged: kinds.every((kind) => kind === 'unchanged'),
    isListed: before.isListed,
    currentContext: isSwitched ? contextNames[credentials.indexOf(task.current)] : target.currentContext,
    danglingContext: target.danglingContext,
  });
  const contexts = credentials.map((item, index) => ({ item, contextName: contextNames[index] ?? '' }));
  return { receipts, message: [message, ...notes].join(' '), undo, contexts, after };
}

/** By the user's setting or answer; where there is no current context at all, kubectl gets one. */
async function becomesCurrent(task: MergeTask, { currentContext }: MergeTarget): Promise<boolean> {
  if (currentContext === undefined || task.currentContext === 'set') {
    return true;
  }
  if (task.currentContext === 'keep') {
    return false;
  }
  return shouldSwitch(task.current.contextName ?? task.current.credential.contextName, currentContext);
}
