import { AksEntraError } from '../aksEntraError.ts';
import { needsSignIn, remedyOf } from '../diagnosis/remedy.ts';
import { l10n } from '../l10n.ts';
import type { Answer } from './answerText.ts';

/** Why there is no answer, and what the person can do: a tool opens no window and asks nobody. */
export function failureAnswer(error: unknown): Answer {
  if (!(error instanceof AksEntraError)) {
    // Its text may hold anything; the log has it.
    return { problem: 'unexpected', message: l10n`Something unexpected went wrong. The log of AKS Entra has it.` };
  }
  const { code, message } = error;
  if (needsSignIn(error)) {
    return { problem: 'signInNeeded', message, whatHelps: signInAdvice() };
  }
  const remedy = remedyOf(code);
  return {
    problem: code,
    message,
    ...(remedy === undefined || remedy.kind === 'retry' ? {} : { whatHelps: byPerson(remedy.title) }),
  };
}

function signInAdvice(): string {
  return l10n`Only the person can sign in, and no tool asks them to. They run “AKS Entra: Sign In to Azure” in the command palette, or “Sign In to This Tenant” on a row of the view AKS Clusters. Then call the tool again.`;
}

/** @param title of a command or a button */
function byPerson(title: string): string {
  // eslint-disable-next-line no-restricted-syntax -- One of our own titles.
  return l10n`The person can use “${title}”.`;
}
