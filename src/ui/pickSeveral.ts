import * as vscode from 'vscode';
import { cancellation } from '../core/cancellation.ts';
import type { Choice } from './quickPickStep.ts';

/** A searchable picker of any number of values. Rejects with an AbortError where none is chosen. */
export async function pickSeveral<T>(
  title: string,
  placeHolder: string,
  choices: readonly Choice<T>[],
): Promise<[T, ...T[]]> {
  const picked = await vscode.window.showQuickPick(choices, {
    title,
    placeHolder,
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  const [first, ...others] = picked?.flatMap(({ value }) => (value === undefined ? [] : [value])) ?? [];
  if (first === undefined) {
    throw cancellation();
  }
  return [first, ...others];
}
