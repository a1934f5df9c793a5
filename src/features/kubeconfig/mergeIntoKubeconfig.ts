import type { Cluster } from '../../core/clusters/cluster.ts';
import type { TakeBack } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import { describeMerge } from '../../core/merge/describeMerge.ts';
import { pointCurrentContext } from '../../core/kubeconfig/editContexts.ts';
import { partsByFile, type MergePart } from '../../core/merge/mergeParts.ts';
import type { WriteReceipt } from '../../core/kubeconfig/kubeconfigStore.ts';
import {
  planMergeAll,
  type CredentialToMerge,
  type MergeAllPlan,
  type MergeAllRequest,
} from '../../core/merge/planMerge.ts';
import { readContexts } from '../../core/kubeconfig/readContexts.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { shouldSwitch, type CurrentContextSetting } from './currentContextSetting.ts';
import { tellWritten, writeAll, type KubeconfigPorts } from './kubeconfigWriting.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { resolveConflict } from './resolveConflict.ts';

export interface MergePorts extends KubeconfigPorts {
  readonly previews: PreviewDocuments;
}

export interface MergeTask {
  /** The command, for the log. */
  readonly title: string;
  /** One at least. */
  readonly credentials: readonly CredentialToMerge[];
  /** The one of them that kubectl may use from then on, and whether it does. */
  readonly current: CredentialToMerge;
  readonly currentContext: CurrentContextSetting;
  /** Absent: each goes where its names are already in the KUBECONFIG list, or where new entries go by themselves. */
  readonly targetFile?: string;
  /**
   * Runs when a file is written, before the result is told; Undo takes back what it did too.
   *
   * @param merged the credential of each context in this file
   */
  readonly afterWrite?: (merged: ReadonlyMap<string, KubeconfigCredential>, file: string) => Promise<TakeBack>;
  /** What else is to be told with the result, in whole sentences. */
  readonly notes?: readonly string[];
}

type Part = MergePart<CredentialToMerge>;

/** Where the credentials go, and what kubectl's current context is there. */
interface MergeTarget {
  readonly path: string;
  /** Whether kubectl reads it without being told to. */
  readonly isListed: boolean;
  /** The file that holds the current context: another one where the KUBECONFIG list has several. */
  readonly currentPath: string;
  /** undefined too where it does not matter. */
  readonly currentContext: string | undefined;
  /** What else kubectl reads, as far as that matters to the merge. */
  readonly beside: readonly string[];
}

/** A cluster's credential, with what we note about it in the kubeconfig. */
export function asMerged(cluster: Cluster, credential: KubeconfigCredential): CredentialToMerge {
  const loginMode = credential.entra?.login;
  return { credential, metadata: { clusterId: cluster.id, ...(loginMode === undefined ? {} : { loginMode }) } };
}

/** Merges credentials into the kubeconfig, asking on conflicts, and tells for each file the result with one way back. */
export async function mergeIntoKubeconfig(ports: MergePorts, task: MergeTask): Promise<void> {
  const [first, ...others] = await partsOf(ports, task);
  if (first === undefined) {
    return;
  }
  await mergePart(ports, task, first);
  for (const part of others) {
    await mergePart(ports, { ...task, notes: [] }, part);
  }
}

async function partsOf({ kubeconfigs }: MergePorts, { credentials, targetFile }: MergeTask): Promise<Part[]> {
  const path = targetFile ?? (await kubeconfigs.writePath());
  // Of a single file, what is wrong with the text is best told by the one who writes it.
  if (targetFile !== undefined || kubeconfigs.paths().length === 1) {
    return [{ path, credentials, beside: [] }];
  }
  return partsByFile(await kubeconfigs.readAll(), credentials, path);
}

async function mergePart(ports: MergePorts, task: MergeTask, part: Part): Promise<void> {
  const { credentials } = part;
  const current = credentials.includes(task.current) ? task.current : undefined;
  const target = await findTarget(ports, task, part);
  const isSwitched = current !== undefined && (await becomesCurrent(task, target));
  const { plan, receipts } = await mergeAsking(ports, target, {
    credentials,
    current: isSwitched ? current : undefined,
  });
  const contextNames = plan.contexts.map(({ contextName }) => contextName);
  const merged = credentials.map(({ credential }, index) => [contextNames[index] ?? '', credential] as const);
  const takeBack = await task.afterWrite?.(new Map(merged), target.path);
  const newCurrent = plan.contexts[credentials.indexOf(task.current)]?.contextName;
  const kinds = receipts.map(({ kind }) => kind);
  ports.logger.info(`${task.title}: merged ${quotedNames(contextNames)} into ${target.path}: ${kinds.join(', ')}`);
  const result = describeMerge({
    path: target.path,
    contextNames,
    isUnchanged: kinds.every((kind) => kind === 'unchanged'),
    isListed: target.isListed,
    currentContext: isSwitched ? newCurrent : target.currentContext,
  });
  tellWritten(ports, task.title, receipts, [result, ...(task.notes ?? [])].join(' '), takeBack);
}

async function findTarget(
  { kubeconfigs }: MergePorts,
  { currentContext: setting }: MergeTask,
  { path, beside }: Part,
): Promise<MergeTarget> {
  const defaultPath = await kubeconfigs.writePath();
  const isListed = kubeconfigs.paths().includes(path);
  if (setting === 'set' && (path === defaultPath || !isListed)) {
    // Nothing depends on what it is now; and what is wrong with the text is best told by the one who writes it.
    return { path, isListed, currentPath: path, currentContext: undefined, beside };
  }
  const texts = isListed
    ? (await kubeconfigs.readAll()).map(({ text }) => text)
    : [(await kubeconfigs.read(path)) ?? ''];
  const { currentContext } = readContexts(texts);
  const currentPath = isListed && currentContext !== undefined ? defaultPath : path;
  return { path, isListed, currentPath, currentContext, beside };
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

/** Plans under the lock each time, so that what is asked about and what is written are the same file. */
export async function mergeAsking(
  ports: MergePorts,
  { path, currentPath, beside }: MergeTarget,
  request: Pick<MergeAllRequest, 'credentials' | 'current'>,
): Promise<{ plan: MergeAllPlan & { readonly kind: 'merged' }; receipts: WriteReceipt[] }> {
  const isHere = currentPath === path;
  const index = request.current === undefined ? -1 : request.credentials.indexOf(request.current);
  let onConflict: MergeAllRequest['onConflict'] = 'ask';
  for (;;) {
    let plan: MergeAllPlan | undefined;
    const merge = (text: string | undefined): string | undefined => {
      plan = planMergeAll({ ...request, current: isHere ? request.current : undefined, text, beside, onConflict });
      return plan.kind === 'merged' ? plan.text : undefined;
    };
    const point = (text = ''): string | undefined => {
      const name = plan?.kind === 'merged' ? plan.contexts[index]?.contextName : undefined;
      return name === undefined ? undefined : pointCurrentContext(text, name);
    };
    const receipts = await writeAll(ports, [
      { path, change: merge },
      ...(isHere || index === -1 ? [] : [{ path: currentPath, change: point }]),
    ]);
    if (plan === undefined) {
      throw new TypeError('A kubeconfig update ended without a plan.');
    }
    if (plan.kind === 'merged') {
      return { plan, receipts };
    }
    onConflict = await resolveConflict(ports.previews, {
      path,
      entries: plan.conflicts,
      keepBothNames: plan.keepBothNames,
    });
  }
}
