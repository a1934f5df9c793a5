import { AksEntraError } from '../aksEntraError.ts';

/** Runs work on a file's text; what is wrong with the text is said with the file in front. */
export function withPathInErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AksEntraError)) {
      throw error;
    }
    const options = error.line === undefined ? { cause: error } : { cause: error, line: error.line };
    throw new AksEntraError(error.code, `${path}: ${error.message}`, options);
  }
}
