import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';

/** Whoever asks for more without an answer is no person. */
const mostShown = 50;

/**
 * What the person was shown of calls that they have not answered yet. Only that is done: a call whose plan was never shown,
 * or is another one by now, is refused.
 */
export class ShownPlans {
  readonly #shown = new Map<string, string>();

  /** @param call what was called, and with what */
  put(call: string, plan: string): void {
    this.#shown.delete(call);
    this.#shown.set(call, plan);
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > mostShown && oldest !== undefined) {
      this.#shown.delete(oldest);
    }
  }

  /** The plan of this call is not shown any more. */
  drop(call: string): void {
    this.#shown.delete(call);
  }

  /** @throws AksEntraError toolPlanChanged; what was shown is good for one call */
  take(call: string, plan: string): void {
    const shown = this.#shown.get(call);
    this.#shown.delete(call);
    if (shown !== plan) {
      throw new AksEntraError(
        'toolPlanChanged',
        shown === undefined
          ? l10n`Nothing was done: nobody was shown what would be. Call the tool again.`
          : l10n`Nothing was done: what would be done now is not what was shown. Call the tool again.`,
      );
    }
  }
}
