import * as vscode from 'vscode';
import { guidedModes } from '../../core/conversion/loginModeGuide.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import type { ContextFacts } from '../../core/kubeconfig/readContexts.ts';
import { l10n } from '../../core/l10n.ts';
import type { AnyLoginMode } from '../../core/login/loginModeNames.ts';
import { printable } from '../../core/printable.ts';
import { type back, pick, pickOrBack, type Choice, type QuickPickStep } from '../../ui/quickPickStep.ts';
import { loginModeChoices } from './loginModeChoices.ts';

/** What is installed, as far as that is known by then. */
type AskTools = () => Promise<InstalledTools | undefined>;

/** Asks for one of some login modes, for these contexts. Rejects with an AbortError when the user closes the picker. */
export async function pickLoginMode(
  contexts: readonly ContextFacts[],
  tools: AskTools,
  isOffered: (mode: AnyLoginMode) => boolean,
): Promise<AnyLoginMode> {
  return pick(stepOf(contexts, guidedModes.filter(isOffered), await tools()));
}

/** Asks for any of them, with a way back to the step before. */
export async function pickLoginModeOrBack(
  contexts: readonly ContextFacts[],
  tools: AskTools,
): Promise<AnyLoginMode | typeof back> {
  return pickOrBack(stepOf(contexts, guidedModes, await tools()));
}

function stepOf(
  contexts: readonly ContextFacts[],
  offered: readonly AnyLoginMode[],
  tools: InstalledTools | undefined,
): QuickPickStep<AnyLoginMode> {
  const [first, ...others] = contexts;
  const present = first?.entra?.login;
  const isOne = others.every(({ entra }) => entra?.login === present);
  const groups = loginModeChoices(offered, tools, isOne ? present : undefined);
  const choices = groups.flatMap(({ label, choices: modes }): Choice<AnyLoginMode>[] => [
    { label, kind: vscode.QuickPickItemKind.Separator },
    ...modes,
  ]);
  const subject = others.length === 0 ? printable(first?.contextName ?? '') : l10n`${contexts.length} contexts`;
  return {
    title: l10n`Login mode for ${subject}`,
    placeholder: l10n`Where should kubectl get its token from?`,
    choices,
  };
}
