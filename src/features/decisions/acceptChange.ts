import { answerShown } from './decide.ts';

/** @param argument the document that it was asked from */
export function acceptChange(argument: unknown): void {
  answerShown('accept', argument);
}
