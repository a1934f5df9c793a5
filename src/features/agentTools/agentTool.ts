import type { Answer } from '../../core/agentTools/answerText.ts';

/** A tool that answers. */
export interface ReadingTool {
  /** What it is at. */
  readonly title: string;
  /** @throws AksEntraError; an AbortError on cancel */
  answer(input: unknown, signal: AbortSignal): Promise<Answer>;
}

/** What a call would do, before it is confirmed. */
export interface PlannedAction {
  /** Of the question, and what it says: exactly what will happen, with clean names. */
  readonly title: string;
  readonly message: string;
  /** What the question is about; where this is another one by the time of the answer, nothing is done. */
  readonly key: string;
  /** Does it, and asks nobody. @throws AksEntraError; an AbortError on cancel */
  run(signal: AbortSignal): Promise<Answer>;
}

/** A tool that does something. */
export interface ActingTool {
  /** What it is at. */
  readonly title: string;
  /** Changes nothing. @throws AksEntraError where nothing can be done; an AbortError on cancel */
  plan(input: unknown, signal: AbortSignal): Promise<PlannedAction>;
}
