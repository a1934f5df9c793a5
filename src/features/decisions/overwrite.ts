import { answerShown } from './decide.ts';

/** @param argument the document that it was asked from */
export function overwrite(argument: unknown): void {
  answerShown('overwrite', argument);
}
