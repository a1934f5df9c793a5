import { azProblems } from './azProblems.ts';
import { execProblems } from './execProblems.ts';
import { forbiddenProblems } from './forbiddenProblems.ts';
import { kubercProblems } from './kubercProblems.ts';
import { linesOfServer } from './otherServers.ts';
import { ownPluginProblems } from './ownPluginProblems.ts';
import type { ExplainedProblem, KnownProblem, ProblemFacts } from './problem.ts';
import { serverProblems } from './serverProblems.ts';
import { signInProblems } from './signInProblems.ts';

/** What says most comes first: a plugin's own words stand beside kubectl's, which only says that it failed. */
const ownWords: readonly KnownProblem[] = [
  ...ownPluginProblems,
  ...kubercProblems,
  ...signInProblems,
  ...azProblems,
  ...execProblems,
  ...forbiddenProblems,
];

/** Longer output is none of one error, and the error stands at its end. */
const longestText = 20_000;

/**
 * What a program's error means, where it is a known one: kubectl's, or that of another program with client-go in it,
 * kubelogin's, az's, Entra's.
 *
 * @param text as the program printed it, or an error's message; nothing of it is kept
 * @returns the first in the catalogue's order that the text holds
 */
export function explainProblem(text: string, facts: ProblemFacts = {}): ExplainedProblem | undefined {
  const readable = withoutEscapes(text.slice(-longestText));
  return firstOf(ownWords, readable, facts) ?? firstOf(serverProblems, linesOfServer(readable, facts), facts);
}

function firstOf(known: readonly KnownProblem[], text: string, facts: ProblemFacts): ExplainedProblem | undefined {
  for (const { code, pattern, explain } of known) {
    const match = pattern.exec(text);
    if (match !== null) {
      return { code, ...explain(match, facts) };
    }
  }
  return undefined;
}

/** A terminal's colours, titles and marks. */
function withoutEscapes(text: string): string {
  return text.replaceAll(/\x1b(?:\[[\d;?]{0,20}[ -/]{0,4}[@-~]|\][^\x07\x1b]{0,500}(?:\x07|\x1b\\))/g, '');
}
