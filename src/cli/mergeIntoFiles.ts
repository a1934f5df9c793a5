import { pointCurrentContext } from '../core/kubeconfigText/editContexts.ts';
import { firstOfEach } from '../core/kubeconfig/readContexts.ts';
import { withPathInErrors } from '../core/kubeconfigText/withPathInErrors.ts';
import type { KubeconfigStore } from '../core/kubeconfig/kubeconfigStore.ts';
import { writeAllOrNone } from '../core/kubeconfig/writeAsShown.ts';
import { l10n } from '../core/l10n.ts';
import type { MergePart } from '../core/merge/mergeParts.ts';
import {
  type CredentialToMerge,
  type MergeAllRequest,
  type MergedContext,
  planMergeAll,
} from '../core/merge/planMerge.ts';
import { readFirstModel } from '../core/kubeconfigText/readModel.ts';
import { printable } from '../core/printable.ts';
import { stringAt } from '../core/yamlValue.ts';
import { writerTo } from './writerTo.ts';
import { UsageError } from './parseFlags.ts';

export interface MergeTargets {
  readonly parts: readonly MergePart<CredentialToMerge>[];
  readonly onConflict: MergeAllRequest['onConflict'];
  /** The one whose context may become the current one. */
  readonly current: CredentialToMerge | undefined;
  /** The file that kubectl looks into first for the current context. */
  readonly currentPath: string;
  /** undefined: only where there is none */
  readonly setsCurrent: boolean | undefined;
  /** The contexts of the files beside: what a current context may name. */
  readonly contextsBeside?: ReadonlySet<string>;
}

interface MergedFile {
  readonly path: string;
  readonly contexts: readonly MergedContext[];
  /** A current context that named none, and the one that took its place. */
  readonly replaced: { readonly dangling: string; readonly contextName: string } | undefined;
  /** Whether the file's text is another one. */
  readonly isWritten: boolean;
  /** Why kubectl cannot load the file as it is. */
  readonly loadProblem: string | undefined;
  /** What was planned, and from which text: under the lock it holds for that very text. */
  readonly plan: { readonly before: string | undefined; readonly planned: PlannedFile };
}

/**
 * What `mergeIntoFiles` would do.
 *
 * @throws UsageError on a conflict; AksEntraError as `planMergeAll`
 */
export async function planMergeIntoFiles(
  targets: MergeTargets,
  files: KubeconfigStore,
): Promise<readonly MergedFile[]> {
  const planned: MergedFile[] = [];
  const plan = async (path: string, planText: (text: string | undefined) => PlannedFile): Promise<void> => {
    const text = await files.read(path);
    const plannedFile = withPathInErrors(path, () => planText(text));
    planned.push(mergedFile(path, plannedFile, text));
  };
  for (const part of targets.parts) {
    await plan(part.path, (text) => planPart(text, part, targets));
  }
  const contextName = currentElsewhere(targets, planned);
  if (contextName !== undefined) {
    await plan(targets.currentPath, (text) => pointTo(contextName, targets, text));
  }
  return planned;
}

/**
 * Merges part by part, all or none. Where a text is another one under the lock, it is planned once more.
 *
 * @param planned what `planMergeIntoFiles` found: a file that stays as it is is not locked
 */
export async function mergeIntoFiles(
  targets: MergeTargets,
  planned: readonly MergedFile[],
  files: KubeconfigStore,
  signal: AbortSignal,
): Promise<readonly MergedFile[]> {
  const { result } = await writeAllOrNone(writerTo(files, signal), async (write) => {
    const merged: MergedFile[] = [];
    for (const [index, part] of targets.parts.entries()) {
      const { path } = part;
      const known = planned[index];
      const planAt = (text: string | undefined): PlannedFile =>
        plannedAgain(known?.plan, text, () => planPart(text, part, targets));
      merged.push(known?.isWritten === false ? known : mergedFile(path, await write(path, planAt)));
    }
    const contextName = currentElsewhere(targets, merged);
    if (contextName !== undefined && planned.at(targets.parts.length)?.isWritten === true) {
      const path = targets.currentPath;
      merged.push(mergedFile(path, await write(path, (text) => pointTo(contextName, targets, text))));
    }
    return merged;
  });
  return result;
}

interface CurrentContextState {
  readonly name: string;
  readonly isDangling: boolean;
}

/**
 * The current context that a file sets, if any. One that names nothing is as good as none.
 *
 * @param contextsBeside the contexts of the other files of a list, one of which it may name
 */
function currentContextIn(text = '', contextsBeside: ReadonlySet<string> = new Set()): CurrentContextState | undefined {
  const model = readFirstModel(text);
  const name = stringAt(model, 'current-context') ?? '';
  if (name === '') {
    return undefined;
  }
  return { name, isDangling: !contextsBeside.has(name) && !firstOfEach([model], 'contexts').has(name) };
}

/** The name of the context that may become the current one, where another file is the one to say so. */
function currentElsewhere(
  { parts, current, currentPath }: MergeTargets,
  merged: readonly MergedFile[],
): string | undefined {
  const index = parts.findIndex(({ credentials }) => credentials.some((credential) => credential === current));
  const part = parts[index];
  if (current === undefined || part === undefined || part.path === currentPath) {
    return undefined;
  }
  return merged[index]?.contexts[part.credentials.indexOf(current)]?.contextName;
}

interface PlannedFile {
  readonly text: string | undefined;
  readonly contexts: readonly MergedContext[];
  readonly replaced: MergedFile['replaced'];
  readonly loadProblem?: string | undefined;
}

function mergedFile(path: string, planned: PlannedFile, before?: string): MergedFile {
  const { text, contexts, replaced, loadProblem } = planned;
  const isWritten = text !== undefined && text !== before;
  return { path, contexts, replaced, loadProblem, isWritten, plan: { before, planned } };
}

/** Planning costs more than all the rest, so it is done again only where another program wrote meanwhile. */
function plannedAgain(
  plan: MergedFile['plan'] | undefined,
  text: string | undefined,
  planAnew: () => PlannedFile,
): PlannedFile {
  return plan !== undefined && plan.before === text ? plan.planned : planAnew();
}

function pointTo(contextName: string, targets: MergeTargets, text = ''): PlannedFile {
  const { isSet, dangling } = currentToSet(targets, text);
  return {
    text: isSet ? pointCurrentContext(text, contextName) : undefined,
    contexts: [],
    replaced: replacedBy(dangling, contextName),
  };
}

/** Whether the file gets another current context, and the one that it had, where that named none. */
function currentToSet(
  { setsCurrent, contextsBeside }: MergeTargets,
  text: string | undefined,
): { readonly isSet: boolean; readonly dangling?: string } {
  if (setsCurrent !== undefined) {
    return { isSet: setsCurrent };
  }
  const current = currentContextIn(text, contextsBeside);
  return current?.isDangling === true ? { isSet: true, dangling: current.name } : { isSet: current === undefined };
}

function replacedBy(dangling: string | undefined, contextName: string | undefined): MergedFile['replaced'] {
  return dangling === undefined || contextName === undefined || dangling === contextName
    ? undefined
    : { dangling, contextName };
}

function planPart(
  text: string | undefined,
  { path, credentials, beside }: MergePart<CredentialToMerge>,
  targets: MergeTargets,
): PlannedFile {
  const { onConflict, setsCurrent } = targets;
  const current = path === targets.currentPath && setsCurrent !== false ? targets.current : undefined;
  const keepsCurrent = setsCurrent === undefined;
  const plan = planMergeAll({ text, beside, credentials, onConflict, current, keepsCurrent });
  if (plan.kind === 'conflict') {
    const taken = plan.conflicts.map(({ section, name }) => `${section}: "${printable(name)}"`).join(', ');
    throw new UsageError(
      l10n`${path} holds something else under the same name (${taken}); nothing was written. ` +
        l10n`Choose --on-conflict overwrite or keep-both, or another --context`,
    );
  }
  const index = credentials.findIndex((credential) => credential === current);
  return { ...plan, replaced: replacedBy(plan.danglingContext, plan.contexts[index]?.contextName) };
}
