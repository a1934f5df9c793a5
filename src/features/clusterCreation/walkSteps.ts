/** One question of a flow, which adds to what is known. */
export interface FlowStep<Draft> {
  /** Where the answer is known, it is not asked. */
  readonly isAsked: (draft: Draft) => boolean;
  /** @returns undefined where the person goes back; the first step has no way back */
  readonly ask: (draft: Draft) => Promise<Draft | undefined>;
}

/**
 * Asks the steps in their order; Back leads to the one before that was asked, with every answer kept.
 *
 * @param from `last`: back from what came behind them all
 * @throws as the steps
 */
export async function walkSteps<Draft>(
  steps: readonly FlowStep<Draft>[],
  draft: Draft,
  from: 'first' | 'last' = 'first',
): Promise<Draft> {
  let now = draft;
  let at = from === 'first' ? 0 : lastAsked(steps, now, steps.length);
  for (let step = steps[at]; step !== undefined; step = steps[at]) {
    if (!step.isAsked(now)) {
      at += 1;
      continue;
    }
    const answer = await step.ask(now);
    if (answer === undefined) {
      at = Math.max(0, lastAsked(steps, now, at));
    } else {
      now = answer;
      at += 1;
    }
  }
  return now;
}

/** The last step before a place that is asked; -1 where there is none. */
function lastAsked<Draft>(steps: readonly FlowStep<Draft>[], draft: Draft, before: number): number {
  return steps.slice(0, before).findLastIndex((step) => step.isAsked(draft));
}
