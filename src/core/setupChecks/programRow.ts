import type { CheckRow } from '../checks/checkRow.ts';
import { l10n } from '../l10n.ts';
import type { ProgramPlaces } from './setupTools.ts';
import { shownPath } from '../shownPath.ts';

/** A row about a program, without its id. */
export type ProgramFinding = Pick<CheckRow, 'state' | 'summary' | 'details' | 'remedies' | 'rows'>;

/** Which of several copies runs, in whole sentences. */
export function placeSentences({ copies, foreign }: ProgramPlaces, home: string): string[] {
  const [first, ...others] = copies.map((path) => shownPath(path, home));
  return [
    ...(first === undefined ? [] : [l10n`${first} runs.`]),
    ...(others.length === 0 ? [] : [l10n`Later on the PATH, and never run: ${others.join(', ')}.`]),
    ...foreign.map(
      (path) => l10n`${shownPath(path, home)} lies in a folder of the workspace, and is not run from here.`,
    ),
  ];
}

/** What is said of a program that nobody has; a copy in the workspace is no copy. */
export function missingProgram({ foreign }: ProgramPlaces, home: string): Pick<CheckRow, 'summary' | 'details'> {
  return {
    summary: l10n`not found on the PATH`,
    ...(foreign.length === 0 ? {} : { details: placeSentences({ copies: [], foreign }, home) }),
  };
}
