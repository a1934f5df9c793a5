import { AksEntraError } from '../aksEntraError.ts';
import { explainProblem } from './errorCatalogue.ts';
import type { CopyLine, Remedy } from './remedy.ts';

interface ExplainedError {
  readonly message: string;
  readonly remedies: readonly (Remedy | CopyLine)[];
}

/**
 * What an error's code does not tell, its text may: what a program or a server said that failed for a known reason.
 *
 * @param message the error's text for a person
 */
export function explainedError(error: unknown, message: string): ExplainedError {
  const problem = explainProblem(message);
  return problem === undefined
    ? { message, remedies: [] }
    : {
        // An unknown error's text is for developers, and stands in the log.
        message: error instanceof AksEntraError ? message : `${problem.cause} ${problem.fix}`,
        remedies: problem.remedies.slice(0, 2),
      };
}
