import type { CheckRow } from '../checks/checkRow.ts';
import { outcomeText, stateText } from '../checks/checkTexts.ts';
import type { Answer } from './answerText.ts';

const [mostRows, mostDetails, deepest] = [50, 20, 3];

/** What came out of a list of checks. What a click would do is named: only the person clicks. */
export function checksAnswer(rows: readonly CheckRow[]): Answer {
  return { outcome: outcomeText(rows), ...rowsAnswer(rows, deepest) };
}

function rowsAnswer(rows: readonly CheckRow[], deep: number): Answer {
  return {
    checks: rows.slice(0, mostRows).map((row) => rowAnswer(row, deep)),
    ...(rows.length > mostRows ? { leftOut: rows.length - mostRows } : {}),
  };
}

function rowAnswer({ title, state, summary, details = [], remedies = [], rows = [] }: CheckRow, deep: number): Answer {
  return {
    check: title,
    state: stateText(state),
    ...(summary === undefined ? {} : { summary }),
    ...(details.length === 0 ? {} : { details: details.slice(0, mostDetails) }),
    ...(remedies.length === 0 ? {} : { thePersonCan: remedies.map((remedy) => remedy.title) }),
    ...(rows.length === 0 || deep === 0 ? {} : rowsAnswer(rows, deep - 1)),
  };
}
