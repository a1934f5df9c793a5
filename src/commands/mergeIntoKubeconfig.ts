import type { Cluster } from '../core/azure/cluster.ts';
import type { TakeBack } from '../core/credential/kubectlSignIn.ts';
import type { KubeconfigCredential } from '../core/kubeconfig/credential.ts';
import { describeMerge, quotedNames } from '../core/kubeconfig/describeMerge.ts';
import { pointCurrentContext } from '../core/kubeconfig/editContexts.ts';
import type { WriteReceipt } from '../core/kubeconfig/kubeconfigStore.ts';
import {
  planMergeAll,
  type CredentialToMerge,
  type MergeAllPlan,
  type MergeAllRequest,
} from '../core/kubeconfig/planMerge.ts';
import { readContexts } from '../core/kubeconfig/readContexts.ts';
import { shouldSwitch, type CurrentContextSetting } from '../ui/currentContextSetting.ts';
import { tellWritten, writeAll, type KubeconfigPorts } from '../ui/kubeconfigWriting.ts';
import type { PreviewDocuments } from '../ui/previewDocuments.ts';
import { resolveConflict } from '../ui/resolveConflict.ts';

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
  /** Absent: where new entries go by themselves. */
  readonly targetFile?: string;
  /** Runs when it is written, before the result is told; Undo takes back what it did too. */
  readonly afterWrite?: (contextNames: readonly string[], file: string) => Promise<TakeBack>;
  /** What else is to be told with the result, in whole sentences. */
  readonly notes?: readonly string[];
}

/** Where the credentials go, and what kubectl's current context is there. */
interface MergeTarget {
  readonly path: string;
  /** Whether kubectl reads it without being told to. */
  readonly isListed: boolean;
  /** The file that holds the current context: another one where the KUBECONFIG list has several. */
  readonly currentPath: string;
  /** undefined too where it does not matter. */
  readonly currentContext: string | undefined;
}

/** A cluster's credential, with what we note about it in the kubeconfig. */
export function asMerged(cluster: Cluster, credential: KubeconfigCredential): CredentialToMerge {
  const loginMode = credential.entra?.login;
  return { credential, metadata: { clusterId: cluster.id, ...(loginMode === undefined ? {} : { loginMode }) } };
}

/** Merges credentials into one kubeconfig, asking on conflicts, and tells the result with one way back for all. */
export async function mergeIntoKubeconfig(ports: MergePorts, task: MergeTask): Promise<void> {
  const target = await findTarget(ports, task);
  const isSwitched = await becomesCurrent(task, target);
  const { plan, receipts } = await mergeAsking(ports, target, {
    credentials: task.credentials,
    current: isSwitched ? task.current : undefined,
  });
  const contextNames = plan.contexts.map(({ contextName }) => contextName);
  const takeBack = await task.afterWrite?.(contextNames, target.path);
  const newCurrent = plan.contexts[task.credentials.indexOf(task.current)]?.contextName;
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

async function findTarget({ kubeconfigs }: MergePorts, task: MergeTask): Promise<MergeTarget> {
  const defaultPath = await kubeconfigs.writePath();
  const path = task.targetFile ?? defaultPath;
  const isListed = kubeconfigs.paths().includes(path);
  if (task.currentContext === 'set' && (path === defaultPath || !isListed)) {
    // Nothing depends on what it is now; and what is wrong with the text is best told by the one who writes it.
    return { path, isListed, currentPath: path, currentContext: undefined };
  }
  const texts = isListed
    ? (await kubeconfigs.readAll()).map(({ text }) => text)
    : [(await kubeconfigs.read(path)) ?? ''];
  const { currentContext } = readContexts(texts);
  return { path, isListed, currentPath: isListed && currentContext !== undefined ? defaultPath : path, currentContext };
}

/** By the user's setting or answer; where there is no current context at all, kubectl gets one. */
async function becomesCurrent(task: MergeTask, { currentContext }: MergeTarget): Promise<boolean> {
  if (currentContext === undefined || task.currentContext === 'set') return true;
  if (task.currentContext === 'keep') return false;
  return shouldSwitch(task.current.contextName ?? task.current.credential.contextName, currentContext);
}

/** Plans under the lock each time, so that what is asked about and what is written are the same file. */
export async function mergeAsking(
  ports: MergePorts,
  { path, currentPath }: MergeTarget,
  request: Pick<MergeAllRequest, 'credentials' | 'current'>,
): Promise<{ plan: MergeAllPlan & { readonly kind: 'merged' }; receipts: WriteReceipt[] }> {
  const isHere = currentPath === path;
  const index = request.current === undefined ? -1 : request.credentials.indexOf(request.current);
  let onConflict: MergeAllRequest['onConflict'] = 'ask';
  for (;;) {
    let plan: MergeAllPlan | undefined;
    const merge = (text: string | undefined): string | undefined => {
      plan = planMergeAll({ ...request, current: isHere ? request.current : undefined, text, onConflict });
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
    if (plan === undefined) throw new TypeError('A kubeconfig update ended without a plan.');
    if (plan.kind === 'merged') return { plan, receipts };
    onConflict = await resolveConflict(ports.previews, {
      path,
      entries: plan.conflicts,
      keepBothNames: plan.keepBothNames,
    });
  }
}
