import { AksEntraError } from '../aksEntraError.ts';
import { isShortLived } from '../clusterWrites/operation.ts';
import type { CommandState } from './commandPorts.ts';

export interface FollowCommandPorts {
  readonly look: () => Promise<CommandState>;
  readonly nowMs: () => number;
  /** @throws an AbortError on cancel */
  readonly pause: (ms: number) => Promise<void>;
}

/** az gives up then, looking every five seconds; the result can be read later, too. */
const patienceMs = 300_000;
const longestPauseMs = 5_000;
const firstPauseMs = 1_000;

/**
 * Looks at a command until it is done, or patience is at its end: then it may still run. A cancel stops the looking only.
 *
 * @throws an AbortError on cancel; AksEntraError where Azure does not tell, and waiting would not help
 */
export async function followCommand({ look, nowMs, pause }: FollowCommandPorts): Promise<CommandState> {
  const until = nowMs() + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    await pause(pauseMs);
    const isLast = nowMs() >= until;
    const state = await lookOnce(look, isLast);
    if (state.kind !== 'running' || isLast) {
      return state;
    }
  }
}

/** A network that is away for a moment says nothing of the command. */
async function lookOnce(look: () => Promise<CommandState>, isLast: boolean): Promise<CommandState> {
  try {
    return await look();
  } catch (error) {
    if (!isLast && error instanceof AksEntraError && isShortLived(error.code)) {
      return { kind: 'running' };
    }
    throw error;
  }
}
