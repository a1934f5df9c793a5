import { answerShown } from './decide.ts';

/** @param argument the document that it was asked from */
export function keepBoth(argument: unknown): void {
  answerShown('keepBoth', argument);
}
