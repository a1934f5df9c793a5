import { pointCurrentContext } from '../core/kubeconfigText/editContexts.ts';
import { withPathInErrors } from '../core/kubeconfigText/withPathInErrors.ts';
import type { KubeconfigStore } from '../core/kubeconfig/kubeconfigStore.ts';
import { writeAllOrNone } from '../core/kubeconfig/writeAsShown.ts';
import { l10n } from '../core/l10n.ts';
import type { MergePart } from '../core/merge/mergeParts.ts';
import {
  type CredentialToMerge,
  type MergeAllPlan,
  type MergeAllRequest,
  type MergedContext,
  planMergeAll,
} from '../core/merge/planMerge.ts';
import { readFirstModel } from '../core/kubeconfigText/readModel.ts';
import { printable } from '../core/printable.ts';
import { stringAt } from '../core/yaml/yamlValue.ts';
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
}

interface MergedFile {
  readonly path: string;
  readonly contexts: readonly MergedContext[];
  /** Why kubectl cannot load the file as it is. */
  readonly loadProblem: string | undefined;
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
  for (const part of targets.parts) {
    const { path } = part;
    const text = await files.read(path);
    const { contexts, loadProblem } = withPathInErrors(path, () => planPart(text, part, targets));
    planned.push({ path, contexts, loadProblem });
  }
  const contextName = currentElsewhere(targets, planned);
  if (contextName !== undefined) {
    const text = await files.read(targets.currentPath);
    withPathInErrors(targets.currentPath, () => pointTo(contextName, targets, text));
  }
  return planned;
}

/** Merges part by part, all or none. Each is planned once more, on the text as it is under the lock. */
export async function mergeIntoFiles(
  targets: MergeTargets,
  files: KubeconfigStore,
  signal: AbortSignal,
): Promise<readonly MergedFile[]> {
  const { result } = await writeAllOrNone(writerTo(files, signal), async (write) => {
    const merged: MergedFile[] = [];
    for (const part of targets.parts) {
      const { contexts, loadProblem } = await write(part.path, (text) => planPart(text, part, targets));
      merged.push({ path: part.path, contexts, loadProblem });
    }
    const contextName = currentElsewhere(targets, merged);
    if (contextName !== undefined) {
      await write(targets.currentPath, (text) => ({ text: pointTo(contextName, targets, text) }));
    }
    return merged;
  });
  return result;
}

export function hasCurrentContext(text = ''): boolean {
  return (stringAt(readFirstModel(text), 'current-context') ?? '') !== '';
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

function pointTo(contextName: string, { setsCurrent }: MergeTargets, text = ''): string | undefined {
  return (setsCurrent ?? !hasCurrentContext(text)) ? pointCurrentContext(text, contextName) : undefined;
}

function planPart(
  text: string | undefined,
  { path, credentials, beside }: MergePart<CredentialToMerge>,
  { onConflict, current, currentPath, setsCurrent }: MergeTargets,
): MergeAllPlan & { readonly kind: 'merged' } {
  const isCurrent = path === currentPath && (setsCurrent ?? !hasCurrentContext(text));
  const plan = planMergeAll({ text, beside, credentials, onConflict, current: isCurrent ? current : undefined });
  if (plan.kind === 'conflict') {
    const taken = plan.conflicts.map(({ section, name }) => `${section}: "${printable(name)}"`).join(', ');
    throw new UsageError(
      l10n`${path} holds something else under the same name (${taken}); nothing was written. ` +
        l10n`Choose --on-conflict overwrite or keep-both, or another --context`,
    );
  }
  return plan;
}
