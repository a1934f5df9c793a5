import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import { explainAnswer, type LoginQuestion } from '../../core/conversion/loginModeGuide.ts';
import { l10n } from '../../core/l10n.ts';
import type { AnyLoginMode } from '../../core/login/loginModeNames.ts';
import type { LoginOptions } from '../../core/login/loginOptions.ts';

/** Asks for each option of a login mode. Rejects with an AbortError when the user closes one of the questions. */
export async function askLoginOptions(mode: AnyLoginMode, questions: readonly LoginQuestion[]): Promise<LoginOptions> {
  const options: Record<string, string> = {};
  for (const question of questions) {
    const answer = await askLoginOption(l10n`Login mode ${mode}`, question);
    if (answer !== undefined) {
      options[question.option] = answer;
    }
  }
  return options;
}

/**
 * Asks for one option.
 *
 * @returns undefined where the user leaves an optional one empty
 * @throws an AbortError when the user closes the question
 */
export async function askLoginOption(title: string, question: LoginQuestion): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title,
    prompt: question.prompt,
    ignoreFocusOut: true,
    validateInput: (text) => explainAnswer(question, text.trim()),
  });
  if (answer === undefined) {
    throw cancellation();
  }
  return answer.trim() === '' ? undefined : answer.trim();
}
