import * as vscode from 'vscode';
import { cancellation } from '../core/cancellation.ts';
import { l10n } from '../core/l10n.ts';
import type { Choice } from './quickPickStep.ts';

/**
 * A searchable picker of one value or more; it stays open until one is ticked.
 *
 * @returns the values in the order of the choices
 * @throws an AbortError when the user closes the picker
 */
export async function pickSeveral<T>(
  title: string,
  placeholder: string,
  choices: readonly Choice<T>[],
): Promise<[T, ...T[]]> {
  const picker = vscode.window.createQuickPick<Choice<T>>();
  Object.assign(picker, {
    title,
    placeholder,
    canSelectMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  picker.items = choices;
  picker.selectedItems = choices.filter(({ picked }) => picked === true);
  const subscriptions: { dispose(): unknown }[] = [picker];
  try {
    return await new Promise((resolve, reject) => {
      subscriptions.push(
        picker.onDidAccept(() => {
          const ticked = choices.filter((choice) => picker.selectedItems.includes(choice));
          const [first, ...others] = ticked.flatMap(({ value }) => (value === undefined ? [] : [value]));
          if (first === undefined) {
            // The title is read out with the field, and stands there whatever was typed into it.
            picker.title = l10n`${title} — tick at least one, or press Escape`;
          } else {
            resolve([first, ...others]);
          }
        }),
        picker.onDidChangeSelection(({ length }) => {
          if (length > 0) {
            picker.title = title;
          }
        }),
        picker.onDidHide(() => {
          reject(cancellation());
        }),
      );
      picker.show();
    });
  } finally {
    vscode.Disposable.from(...subscriptions).dispose();
  }
}
