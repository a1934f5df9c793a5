import type { KubeconfigFile } from '../kubeconfig/kubeconfigStore.ts';
import { l10n } from '../l10n.ts';
import { quotedName, quotedNames } from '../quotedNames.ts';
import { describeRemoval, explainRemoval, removedEntries } from './describeRemoval.ts';
import { planRemoval, type RemovalPlan, textsWithout } from './planRemoval.ts';

/** The removal of several contexts, one after the other: what two of them share goes with the last. */
export interface RemovalPlans {
  readonly plans: readonly RemovalPlan[];
  /** The texts without all that goes. */
  readonly texts: readonly string[];
}

/**
 * Plans the removal of contexts, each as `planRemoval`.
 *
 * @throws AksEntraError as `planRemoval` and `textsWithout`
 */
export function planRemovals(files: readonly KubeconfigFile[], contextNames: readonly string[]): RemovalPlans {
  const plans: RemovalPlan[] = [];
  let left = files;
  for (const contextName of contextNames) {
    const plan = planRemoval(
      left.map(({ text }) => text),
      contextName,
    );
    const texts = textsWithout(left, plan);
    left = left.map(({ path, text }, index) => ({ path, text: texts[index] ?? text }));
    plans.push(plan);
  }
  return {
    plans: plans.map((plan, index) => withoutGone(plan, plans.slice(index + 1))),
    texts: left.map(({ text }) => text),
  };
}

/** What stays at first, and goes with one of the next. */
function withoutGone(plan: RemovalPlan, next: readonly RemovalPlan[]): RemovalPlan {
  const gone = next.flatMap(({ removed }) => removed);
  const kept = plan.kept.filter(
    ({ section, name }) => !gone.some((entry) => entry.section === section && entry.name === name),
  );
  return { ...plan, kept };
}

/** What is asked before contexts are removed, and what is to be known of it: the entries that go, then whole sentences. */
export function removalQuestion(
  { plans }: RemovalPlans,
  paths: readonly string[],
): { readonly question: string; readonly details: readonly string[] } {
  const entries = plans.flatMap((plan) => removedEntries(plan, paths));
  const [first] = plans;
  return {
    question:
      plans.length === 1 && first !== undefined
        ? l10n`Remove ${quotedName(first.contextName)} from the kubeconfig?`
        : l10n`Remove ${plans.length} contexts from the kubeconfig?`,
    details: [
      [l10n`These entries go:`, ...entries].join('\n'),
      ...new Set(plans.flatMap((plan) => explainRemoval(plan, paths))),
    ],
  };
}

/** What the removals did, in a sentence or two. */
export function describeRemovals({ plans }: RemovalPlans, paths: readonly string[]): string {
  const [first, ...others] = plans;
  if (first !== undefined && others.length === 0) {
    return describeRemoval(first, paths);
  }
  const gone = l10n`${quotedNames(plans.map(({ contextName }) => contextName))} are no longer in your kubeconfig.`;
  const last = plans.findLast(({ wasCurrent }) => wasCurrent);
  if (last === undefined) {
    return gone;
  }
  return last.currentAfter === undefined
    ? l10n`${gone} kubectl has no current context now.`
    : l10n`${gone} kubectl now uses the context ${quotedName(last.currentAfter)}.`;
}
