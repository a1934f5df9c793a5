import { AksEntraError } from '../aksEntraError.ts';
import { isCancellation } from '../cancellation.ts';
import type { CallOptions } from '../clusters/clusterPorts.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { l10n } from '../l10n.ts';
import type { AccessPorts, ConnectedCluster, ExistingBinding } from './accessPorts.ts';
import type { GrantStep, PlannedBinding } from './grantPlan.ts';
import { saysTheSame } from './sameBinding.ts';

/** A step that was done, with what takes it back; undefined where it was there already. */
export interface DoneStep {
  readonly step: GrantStep;
  readonly made?:
    | { readonly kind: 'assignment'; readonly id: string }
    | { readonly kind: 'binding'; readonly binding: ExistingBinding }
    /** Whether there is one only the cluster knows. */
    | { readonly kind: 'plannedBinding'; readonly binding: PlannedBinding };
}

/** What became of a grant. */
export interface GrantOutcome {
  readonly done: readonly DoneStep[];
  /** What was not done, with what went wrong at the first of them; an AbortError where somebody cancelled. */
  readonly failed?: {
    readonly steps: readonly GrantStep[];
    readonly error: unknown;
    /** The first of them, where nobody knows whether it was done. */
    readonly unsure?: DoneStep;
  };
}

export interface GrantWaits {
  /** Rejects with an AbortError on cancel. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  report(message: string): void;
}

/** The directory’s copies know a new group after some seconds, seldom after a minute. */
const waitMs = 5_000;
const waits = 24;

/** Does the steps in their order, and stops at the first that fails. Never throws. */
export async function performGrant(
  ports: AccessPorts,
  seen: SeenCluster,
  steps: readonly GrantStep[],
  options: CallOptions,
  waiting: GrantWaits,
): Promise<GrantOutcome> {
  const done: DoneStep[] = [];
  for (const [index, step] of steps.entries()) {
    const rest = steps.slice(index);
    try {
      options.signal.throwIfAborted();
      const outcome = await perform(ports, seen, step, options, waiting);
      if ('error' in outcome) {
        return { done, failed: { steps: rest, ...outcome } };
      }
      done.push(outcome);
    } catch (error) {
      return { done, failed: { steps: rest, error } };
    }
  }
  return { done };
}

/** What can be taken back of a grant: what it made, and what it may have made. */
export function undoable({ done, failed }: GrantOutcome): readonly DoneStep[] {
  return [...done, ...(failed?.unsure === undefined ? [] : [failed.unsure])].filter(({ made }) => made !== undefined);
}

/**
 * Takes back what a grant made, the last first.
 *
 * @throws AksEntraError; an AbortError on cancel
 */
export async function undoGrant(
  { roleAssignments, clusterConnections }: AccessPorts,
  seen: SeenCluster,
  done: readonly DoneStep[],
  options: CallOptions,
): Promise<void> {
  for (const { made } of done.toReversed()) {
    if (made?.kind === 'assignment') {
      await roleAssignments.unassign(seen, options, made.id);
    } else if (made !== undefined) {
      const cluster = await clusterConnections.connect(seen, options);
      const binding = made.kind === 'binding' ? made.binding : await asPlanned(cluster, made.binding);
      if (binding !== undefined) {
        await cluster.deleteBinding(binding);
      }
    }
  }
}

/** Undefined where there is none, or one that says something else. */
async function asPlanned(cluster: ConnectedCluster, planned: PlannedBinding): Promise<ExistingBinding | undefined> {
  const found = await cluster.binding(planned);
  return found !== undefined && saysTheSame(found, planned) ? found : undefined;
}

/** How a step that was sent ended. */
type StepOutcome = DoneStep | { readonly error: unknown; readonly unsure?: DoneStep };

/** @throws what happened before anything was sent */
async function perform(
  ports: AccessPorts,
  seen: SeenCluster,
  step: GrantStep,
  options: CallOptions,
  waiting: GrantWaits,
): Promise<StepOutcome> {
  if (step.kind === 'binding') {
    return bind(await ports.clusterConnections.connect(seen, options), step.binding);
  }
  const id = ports.roleAssignments.assignmentId(step.scope);
  for (let tries = 0; ; tries += 1) {
    try {
      return {
        step,
        made: { kind: 'assignment', id: await ports.roleAssignments.assign(seen, options, { ...step, id }) },
      };
    } catch (error) {
      const code = error instanceof AksEntraError ? error.code : undefined;
      if (code === 'alreadyAssigned') {
        return { step };
      }
      if (code !== 'principalNotFound' || tries === waits) {
        return failedWith(error, { step, made: { kind: 'assignment', id } });
      }
    }
    waiting.report(l10n`waiting until Azure knows the new group everywhere`);
    await waiting.pause(waitMs, options.signal);
  }
}

/** @param perhaps what was done, if it was */
function failedWith(error: unknown, perhaps: DoneStep): StepOutcome {
  const isUnsure = isCancellation(error) || (error instanceof AksEntraError && error.code === 'updateUnanswered');
  return isUnsure ? { error, unsure: perhaps } : { error };
}

async function bind(cluster: ConnectedCluster, binding: PlannedBinding): Promise<StepOutcome> {
  const step: GrantStep = { kind: 'binding', binding };
  try {
    return { step, made: { kind: 'binding', binding: await cluster.createBinding(binding) } };
  } catch (error) {
    // One of another name nobody has seen, and said yes to.
    return isNameTaken(error) && (await asPlanned(cluster, binding)) !== undefined
      ? { step }
      : failedWith(error, { step, made: { kind: 'plannedBinding', binding } });
  }
}

/** Whether the name of the binding that was agreed to was taken in between: with another one it is shown again. */
export function isNameTaken(error: unknown): boolean {
  return error instanceof AksEntraError && error.code === 'bindingTaken';
}
