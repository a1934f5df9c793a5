import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { activationDurations, durationText } from '../../core/roleActivation/activationDurations.ts';
import type { ActivationWish } from '../../core/roleActivation/activationRequest.ts';
import { activationQuestion } from '../../core/roleActivation/activationTexts.ts';
import type { EligibleRole } from '../../core/roleActivation/eligibleRole.ts';
import { inputOrBack } from '../../ui/inputStep.ts';
import { noteRow } from '../../ui/noteRow.ts';
import { back, pickOrBack } from '../../ui/quickPickStep.ts';

/** What was said last for a cluster, in this window’s memory only: a justification may say more than others should read. */
const lastJustifications = new Map<string, string>();

/** A duration that the role’s rules refused, and what Azure said of it. */
export interface RefusedDuration {
  readonly wish: ActivationWish;
  readonly reason: string;
}

/**
 * Asks why and for how long, shows what will be asked of Azure, and asks once. Where a duration was refused, only that is
 * asked again.
 *
 * @returns undefined where the user goes back to the roles
 * @throws an AbortError when the user closes a step or declines
 */
export async function askActivation(
  cluster: Cluster,
  role: EligibleRole,
  refused: RefusedDuration | undefined,
): Promise<ActivationWish | undefined> {
  const key = cluster.id.toLowerCase();
  /** What needs no asking: only the time was refused. */
  let said = refused?.wish.justification;
  for (;;) {
    const justification: string | typeof back = said ?? (await askJustification(role, lastJustifications.get(key)));
    said = undefined;
    if (justification === back) {
      return undefined;
    }
    lastJustifications.set(key, justification);
    const minutes = await pickDuration(role, refused);
    if (minutes === back) {
      continue;
    }
    const wish = { justification, minutes };
    if ((await confirm(cluster, role, wish)) === 'accept') {
      return wish;
    }
  }
}

function askJustification(role: EligibleRole, suggestion = ''): Promise<string | typeof back> {
  return inputOrBack({
    title: l10n`Activate ${printable(role.name)}`,
    prompt: l10n`Why do you need it? Azure keeps this for those who review access.`,
    value: suggestion,
    problem: (text) => (text === '' ? l10n`A justification is needed.` : undefined),
  });
}

function pickDuration(role: EligibleRole, refused: RefusedDuration | undefined): Promise<number | typeof back> {
  const { minutes, proposed } = activationDurations({
    endsAtMs: role.endsAtMs,
    refused: refused?.wish.minutes,
    nowMs: Date.now(),
  });
  return pickOrBack({
    title: l10n`Activate ${printable(role.name)}`,
    placeholder: l10n`For how long? The role ends by itself after that.`,
    choices: [
      ...minutes.map((each) => ({ label: durationText(each), value: each })),
      ...(refused === undefined ? [] : [noteRow(refused.reason)]),
    ],
    preselected: proposed,
  });
}

/** VS Code's dialog gives the focus to the first button, which must not be the one that asks Azure for something. */
async function confirm(cluster: Cluster, role: EligibleRole, wish: ActivationWish): Promise<'accept' | 'change'> {
  const { message, detail } = activationQuestion(role, cluster, wish);
  const [change, accept] = [l10n`Change…`, l10n`Activate`];
  const chosen = await vscode.window.showWarningMessage(message, { modal: true, detail }, change, accept);
  if (chosen === undefined) {
    throw cancellation();
  }
  return chosen === accept ? 'accept' : 'change';
}
