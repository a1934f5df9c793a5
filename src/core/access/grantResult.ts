import { isCancellation } from '../cancellation.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { messageOf } from '../messageOf.ts';
import type { Grant, GrantStep } from './grantPlan.ts';
import { grantedSentence, grantedText, grantLines, stepText } from './grantTexts.ts';
import type { GrantOutcome } from './performGrant.ts';

/** What is told when a grant is done, in whole or in part. */
export interface GrantResult {
  readonly message: string;
  /** The lines that finish it; undefined where it is whole. */
  readonly finish?: string;
}

/** What was done, what was not, and how to go on. */
export function grantResult(cluster: Cluster, grant: Grant, { done, failed }: GrantOutcome): GrantResult {
  if (failed === undefined) {
    const soon = done.some(({ step }) => step.kind === 'assignment') ? l10n` It can take up to five minutes.` : '';
    return { message: grantedText(cluster, grant) + soon };
  }
  const { steps, error, unsure } = failed;
  const why = !isCancellation(error)
    ? messageOf(error)
    : unsure === undefined
      ? l10n`It was cancelled.`
      : l10n`It was cancelled while that was on its way.`;
  const isDone = done.length === 0 ? '' : l10n`Done: ${list(done.map(({ step }) => step))}`;
  const rest = unsure === undefined ? steps : steps.slice(1);
  const isNotDone = rest.length === 0 ? '' : l10n`Not done: ${list(rest)}`;
  const parts =
    unsure !== undefined
      ? [l10n`It is not known whether this was done: ${stepText(unsure.step)}`, isDone, isNotDone]
      : done.length === 0
        ? [l10n`Nothing was granted.`]
        : [l10n`The grant is incomplete.`, isDone, isNotDone];
  return { message: [...parts, why].filter((part) => part !== '').join(' '), finish: grantLines(cluster, steps) };
}

/** Nothing is to be done. */
export function nothingToGrant(cluster: Cluster, grant: Grant, there: readonly string[]): string {
  return l10n`There is nothing to do. ${grantedSentence(cluster, grant)} ${there.join(' ')}`;
}

function list(steps: readonly GrantStep[]): string {
  return steps.map(stepText).join(' ');
}
