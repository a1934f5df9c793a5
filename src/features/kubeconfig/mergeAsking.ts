import { AksEntraError } from '../../core/aksEntraError.ts';
import type { KubeconfigFile, WriteReceipt } from '../../core/kubeconfig/kubeconfigStore.ts';
import { pointCurrentContext } from '../../core/kubeconfigText/editContexts.ts';
import { writeAllOrNone, type Write } from '../../core/kubeconfig/writeAsShown.ts';
import { l10n } from '../../core/l10n.ts';
import type { MergeTarget } from '../../core/merge/mergeTarget.ts';
import { type NameEntries, withEntryNames } from '../../core/merge/nameEntries.ts';
import { planAnswered, type ConflictAnswer, type MergeConflict } from '../../core/merge/planAnswered.ts';
import type { MergeAllPlan, MergeAllRequest } from '../../core/merge/planMerge.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { confirmUnloadable } from './confirmUnloadable.ts';
import { writerOf, type KubeconfigPorts } from './kubeconfigWriting.ts';
import { resolveConflict } from './resolveConflict.ts';

type Request = Pick<MergeAllRequest, 'credentials' | 'current' | 'beside'> & {
  readonly nameEntries?: NameEntries | undefined;
};
type Target = Pick<MergeTarget, 'path' | 'currentPath'>;

interface Merged {
  readonly kind: 'merged';
  /** Of the credentials, in their order. */
  readonly contextNames: readonly string[];
  /** The files as they are now. */
  readonly written: readonly KubeconfigFile[];
}

/** The file is one that kubectl cannot load, which nobody has been told yet. */
interface Unloadable {
  readonly kind: 'unloadable';
  readonly loadProblem: string;
}

interface Answers {
  readonly conflict: ConflictAnswer | undefined;
  /** What the user was told of, and goes on with. */
  readonly loadProblem: string | undefined;
}

/** Whether there is a person to ask: an agent’s tool leaves the decision to one, who may run the command. */
export type MergeQuestions = 'asked' | 'refused';

/**
 * Merges into one file, and where another one holds the current context points that to one of the contexts: both or
 * none. It plans under the lock, since the user was shown nothing yet, and asks until there is no conflict left.
 *
 * @param early what the user said before anything was written
 * @throws AksEntraError decisionNeeded where questions are refused
 */
export async function mergeAsking(
  ports: KubeconfigPorts,
  target: Target,
  request: Request,
  questions: MergeQuestions = 'asked',
  early?: ConflictAnswer,
): Promise<Merged & { readonly receipts: readonly WriteReceipt[] }> {
  let answer = early;
  let accepted: string | undefined;
  for (;;) {
    const { receipts, result } = await writeAllOrNone(writerOf(ports), (write) =>
      merge(write, target, request, { conflict: answer, loadProblem: accepted }),
    );
    if (result.kind === 'merged') {
      return { ...result, receipts };
    }
    if (questions === 'refused') {
      throw decisionNeeded(target.path, result);
    }
    if (result.kind === 'unloadable') {
      await confirmUnloadable(target.path, result.loadProblem);
      accepted = result.loadProblem;
      continue;
    }
    answer = await askAbout(target.path, result);
  }
}

/**
 * Asks about the conflicts that there are before anything is written: a decision may take hours, and a window may be
 * closed in the meantime, when other files of the same merge had been written by then.
 */
export async function askEarly(
  path: string,
  text: string | undefined,
  request: Request,
): Promise<ConflictAnswer | undefined> {
  const plan = planAnswered({ ...request, text }, undefined);
  return plan.kind === 'conflict' ? askAbout(path, plan) : undefined;
}

async function askAbout(path: string, shown: MergeConflict): Promise<ConflictAnswer> {
  const { conflicts: entries, keepBothNames, modeChange } = shown;
  return { onConflict: await resolveConflict({ path, entries, keepBothNames, modeChange }), shown };
}

function decisionNeeded(path: string, result: MergeConflict | Unloadable): AksEntraError {
  return new AksEntraError(
    'decisionNeeded',
    result.kind === 'unloadable'
      ? l10n`Nothing was written: kubectl cannot load ${path} as it is. ${result.loadProblem}`
      : l10n`Nothing was written: ${path} already has different entries of the same name, ${quotedNames(result.conflicts.map(({ name }) => name))}. The person decides about them in “Get AKS credentials”.`,
  );
}

async function merge(
  write: Write,
  { path, currentPath }: Target,
  request: Request,
  answers: Answers,
): Promise<Merged | MergeConflict | Unloadable> {
  const isHere = currentPath === path;
  const { plan, text } = await write(path, (before) => {
    const asked = { ...request, current: isHere ? request.current : undefined, text: before };
    const planned = unlessUnloadable(planAnswered(asked, answers.conflict), answers.loadProblem);
    return { plan: planned, text: planned.kind === 'merged' ? textOf(planned, before, request) : undefined };
  });
  if (plan.kind !== 'merged') {
    return plan;
  }
  const contextNames = plan.contexts.map(({ contextName }) => contextName);
  const written = text === undefined ? [] : [{ path, text }];
  const newCurrent = request.current && contextNames[request.credentials.indexOf(request.current)];
  if (!isHere && newCurrent !== undefined) {
    const pointed = await write(currentPath, (before = '') => ({ text: pointCurrentContext(before, newCurrent) }));
    written.push({ path: currentPath, text: pointed.text });
  }
  return { kind: 'merged', contextNames, written };
}

function textOf(
  { text: merged, contexts }: MergeAllPlan & { readonly kind: 'merged' },
  before: string | undefined,
  { nameEntries, beside = [] }: Request,
): string | undefined {
  const text = merged ?? before;
  const names = contexts.map(({ contextName }) => contextName);
  return text === undefined || nameEntries === undefined
    ? text
    : withEntryNames(text, beside, names, nameEntries, before ?? '');
}

/** What would change nothing needs no question. */
function unlessUnloadable(plan: MergeAllPlan, accepted: string | undefined): MergeAllPlan | Unloadable {
  const { loadProblem } = plan;
  const isAsked = plan.kind === 'merged' && plan.text !== undefined && loadProblem !== accepted;
  return isAsked && loadProblem !== undefined ? { kind: 'unloadable', loadProblem } : plan;
}
