/** What the user may say to something that is shown in an editor. */
export type DecisionAnswer = 'accept' | 'keepBoth' | 'overwrite' | 'discard';

interface OpenDecision {
  /** The documents in which it is shown. */
  readonly documents: readonly string[];
  readonly settle: (answer: DecisionAnswer) => void;
}

/** The decisions that wait for the user, without any limit of time: each has its own editors, and is made once. */
export class OpenDecisions {
  readonly #open = new Set<OpenDecision>();

  ask(documents: readonly string[]): Promise<DecisionAnswer> {
    return new Promise((resolve) => {
      const decision = {
        documents,
        settle: (answer: DecisionAnswer) => {
          this.#open.delete(decision);
          resolve(answer);
        },
      };
      this.#open.add(decision);
    });
  }

  /** @param document what the user answers to; one that nobody waits for is left */
  answer(document: string, answer: DecisionAnswer): void {
    for (const { documents, settle } of this.#open) {
      if (documents.includes(document)) {
        settle(answer);
      }
    }
  }

  /**
   * Who closes one editor of a decision does not want it.
   *
   * @param closed what was shown in editors that are gone
   * @param shown what still is: an editor that was moved or split is not closed
   */
  discardClosed(closed: readonly string[], shown: readonly string[]): void {
    for (const document of closed.filter((each) => !shown.includes(each))) {
      this.answer(document, 'discard');
    }
  }
}
