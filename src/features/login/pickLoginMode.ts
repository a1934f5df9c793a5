import * as vscode from 'vscode';
import { guidedModes } from '../../core/conversion/loginModeGuide.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import { l10n } from '../../core/l10n.ts';
import type { AnyLoginMode } from '../../core/login/loginModeNames.ts';
import { type back, pick, pickOrBack, type Choice, type QuickPickStep } from '../../ui/quickPickStep.ts';
import { loginModeChoices } from './loginModeChoices.ts';

/** What is installed, as far as that is known by then. */
type AskTools = () => Promise<InstalledTools | undefined>;

/** Asks for one of some login modes. Rejects with an AbortError when the user closes the picker. */
export async function pickLoginMode(
  tools: AskTools,
  isOffered: (mode: AnyLoginMode) => boolean,
): Promise<AnyLoginMode> {
  return pick(stepOf(guidedModes.filter(isOffered), await tools()));
}

/** Asks for any of them, with a way back to the step before. */
export async function pickLoginModeOrBack(tools: AskTools): Promise<AnyLoginMode | typeof back> {
  return pickOrBack(stepOf(guidedModes, await tools()));
}

function stepOf(offered: readonly AnyLoginMode[], tools: InstalledTools | undefined): QuickPickStep<AnyLoginMode> {
  const choices = loginModeChoices(offered, tools).flatMap(({ label, choices: modes }): Choice<AnyLoginMode>[] => [
    { label, kind: vscode.QuickPickItemKind.Separator },
    ...modes,
  ]);
  return { title: l10n`Login mode`, placeholder: l10n`Where should kubectl get its token from?`, choices };
}
