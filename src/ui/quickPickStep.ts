import * as vscode from 'vscode';
import { cancellation } from '../core/cancellation.ts';
import { activeAfterUpdate } from './activeAfterUpdate.ts';

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value?: T;
}

/** One in the title. Its state, where it has one, is told by its icon and its tooltip, which is what a screen reader says. */
export interface StepButton<T> {
  readonly icon: string;
  readonly tooltip: string;
  readonly value: T;
}

export interface QuickPickStep<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  /** Which choice is active at first. */
  readonly preselected?: T;
  /** Pressed, it is the answer. */
  readonly buttons?: readonly StepButton<T>[];
  /** Which step of how many, in the title. */
  readonly step?: number;
  readonly totalSteps?: number;
  /** Rows that arrive while the picker is open. */
  readonly updates?: { readonly event: vscode.Event<unknown>; choices(): readonly Choice<T>[]; isLoading(): boolean };
}

export const back = Symbol('back');

/**
 * One step of a flow as a searchable picker; the first one, since it has no way back.
 *
 * @throws an AbortError when the user closes the picker
 */
export function pick<T>(step: QuickPickStep<T>): Promise<T> {
  return show<T, never>(step, undefined);
}

/**
 * The same for a step that has one before it.
 *
 * @returns the chosen value, or `back`
 * @throws as `pick`
 */
export function pickOrBack<T>(step: QuickPickStep<T>): Promise<T | typeof back> {
  return show(step, { value: back });
}

/** @param wayBack what the button that goes back yields; undefined: there is no such button */
async function show<T, Back>(step: QuickPickStep<T>, wayBack: { readonly value: Back } | undefined): Promise<T | Back> {
  const picker = vscode.window.createQuickPick<Choice<T>>();
  const subscriptions: { dispose(): unknown }[] = [picker];
  picker.title = step.title;
  picker.placeholder = step.placeholder;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.ignoreFocusOut = true;
  picker.items = step.choices;
  const preselected = step.choices.filter(({ value }) => value !== undefined && value === step.preselected);
  if (preselected.length > 0) {
    // None would leave Enter without effect.
    picker.activeItems = preselected;
  }
  picker.step = step.step;
  picker.totalSteps = step.totalSteps;
  const buttons = (step.buttons ?? []).map(({ icon, ...button }) => ({
    ...button,
    iconPath: new vscode.ThemeIcon(icon),
  }));
  picker.buttons = [...(wayBack === undefined ? [] : [vscode.QuickInputButtons.Back]), ...buttons];
  const { updates } = step;
  if (updates !== undefined) {
    picker.busy = updates.isLoading();
    subscriptions.push(
      updates.event(() => {
        picker.keepScrollPosition = true;
        const choices = updates.choices();
        const active = activeAfterUpdate({ rows: picker.items, active: picker.activeItems[0] }, choices);
        picker.items = choices;
        picker.activeItems = active === undefined ? [] : [active];
        picker.busy = updates.isLoading();
      }),
    );
  }
  try {
    return await new Promise((resolve, reject) => {
      subscriptions.push(
        picker.onDidAccept(() => {
          const value = picker.selectedItems[0]?.value;
          if (value !== undefined) {
            resolve(value);
          }
        }),
        picker.onDidTriggerButton((pressed) => {
          const button = buttons.find((each) => each === pressed);
          if (button !== undefined) {
            resolve(button.value);
          } else if (wayBack !== undefined) {
            resolve(wayBack.value);
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
