import { AksEntraError } from '../aksEntraError.ts';

/**
 * Runs work on a file's text; what is wrong with the text is said with the file in front.
 *
 * @param isForeignFile whether it is somebody else's
 */
export function withPathInErrors<T>(path: string, work: () => T, isForeignFile = false): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AksEntraError) || error.file !== undefined) {
      throw error;
    }
    const { line } = error;
    const options = { cause: error, file: path, isForeignFile, ...(line === undefined ? {} : { line }) };
    throw new AksEntraError(error.code, `${path}: ${error.message}`, options);
  }
}
