import * as vscode from 'vscode';
import { cancellation } from '../core/cancellation.ts';
import { back } from './quickPickStep.ts';
import { inUserCommand } from './userCommand.ts';

export interface InputStep {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  /** What is wrong with a text, while somebody types; undefined: nothing. */
  readonly problem: (text: string) => string | undefined;
  /** What is found to be wrong once somebody is done, where that takes a while. */
  readonly lastCheck?: (text: string, signal: AbortSignal) => Promise<string | undefined>;
}

/**
 * One step of a flow as a line to type, with a way back.
 *
 * @returns the text without blanks around it, or `back`
 * @throws an AbortError when the user closes it; as `lastCheck`
 */
export async function inputOrBack(step: InputStep): Promise<string | typeof back> {
  const input = vscode.window.createInputBox();
  const ends = new AbortController();
  input.title = step.title;
  input.prompt = step.prompt;
  input.value = step.value;
  input.ignoreFocusOut = true;
  input.buttons = [vscode.QuickInputButtons.Back];

  function tell(problem: string | undefined): boolean {
    input.validationMessage = problem ?? '';
    return problem === undefined;
  }

  const isTaken = inUserCommand(async (text: string): Promise<boolean> => {
    if (!tell(step.problem(text))) {
      return false;
    }
    const { lastCheck } = step;
    if (lastCheck === undefined) {
      return true;
    }
    input.busy = true;
    input.enabled = false;
    try {
      return tell(await lastCheck(text, ends.signal));
    } finally {
      input.busy = false;
      input.enabled = true;
    }
  });

  try {
    return await new Promise((resolve, reject) => {
      input.onDidChangeValue((text) => tell(step.problem(text.trim())));
      input.onDidAccept(() => {
        const text = input.value.trim();
        isTaken(text).then((is) => {
          if (is) {
            resolve(text);
          }
        }, reject);
      });
      input.onDidTriggerButton(() => {
        resolve(back);
      });
      input.onDidHide(() => {
        reject(cancellation());
      });
      input.show();
    });
  } finally {
    ends.abort();
    input.dispose();
  }
}
