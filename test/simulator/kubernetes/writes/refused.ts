import type { Answer } from '../answer.ts';

/** A write that ends here, with what the client reads. */
export class Refused extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super('refused');
    this.answer = answer;
  }
}
