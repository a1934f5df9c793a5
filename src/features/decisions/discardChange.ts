import { answerShown } from './decide.ts';

/** @param argument the document that it was asked from */
export function discardChange(argument: unknown): void {
  answerShown('discard', argument);
}
