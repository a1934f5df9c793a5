import * as vscode from 'vscode';
import { guidedModes } from '../../core/conversion/loginModeGuide.ts';
import { l10n } from '../../core/l10n.ts';
import type { AnyLoginMode } from '../../core/login/loginModeNames.ts';
import { type back, pick, pickOrBack, type Choice, type QuickPickStep } from '../../ui/quickPickStep.ts';
import { loginModeChoices } from './loginModeChoices.ts';

/** Asks for one of some login modes. Rejects with an AbortError when the user closes the picker. */
export function pickLoginMode(isOffered: (mode: AnyLoginMode) => boolean): Promise<AnyLoginMode> {
  return pick(stepOf(guidedModes.filter(isOffered)));
}

/** Asks for any of them, with a way back to the step before. */
export function pickLoginModeOrBack(): Promise<AnyLoginMode | typeof back> {
  return pickOrBack(stepOf(guidedModes));
}

function stepOf(offered: readonly AnyLoginMode[]): QuickPickStep<AnyLoginMode> {
  const choices = loginModeChoices(offered).flatMap(({ label, choices: modes }): Choice<AnyLoginMode>[] => [
    { label, kind: vscode.QuickPickItemKind.Separator },
    ...modes,
  ]);
  return { title: l10n`Sign-in mode`, placeholder: l10n`Where should kubectl get its token from?`, choices };
}
