import { planMergeAll, type MergeAllPlan, type MergeAllRequest } from './planMerge.ts';

export type MergeConflict = MergeAllPlan & { readonly kind: 'conflict' };

/** What the user chose where entries of the same name say something else. */
export interface ConflictAnswer {
  readonly onConflict: 'overwrite' | 'keepBoth';
  /** What the user was shown of it. */
  readonly shown: MergeConflict;
}

/**
 * Plans a merge, with the user's answer where there is one. The answer holds for what was shown: where the kubeconfig
 * has other conflicts by now, or other names are free, the plan is a conflict again, to be asked about anew.
 *
 * @throws AksEntraError as `planMergeAll`
 */
export function planAnswered(
  request: Omit<MergeAllRequest, 'onConflict'>,
  answer: ConflictAnswer | undefined,
): MergeAllPlan {
  const plan = planMergeAll({ ...request, onConflict: 'ask' });
  if (plan.kind === 'merged' || answer === undefined || questionOf(plan) !== questionOf(answer.shown)) {
    return plan;
  }
  return planMergeAll({ ...request, onConflict: answer.onConflict });
}

function questionOf({ conflicts, keepBothNames }: MergeConflict): string {
  return JSON.stringify([
    conflicts.map(({ section, name, before, after }) => [section, name, before, after]),
    keepBothNames,
  ]);
}
