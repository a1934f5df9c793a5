import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';
import type { CurrentContextSetting } from '../../core/merge/mergeTarget.ts';
import { printable } from '../../core/printable.ts';
import { pick } from '../../ui/quickPickStep.ts';

export function currentContextSetting(): CurrentContextSetting {
  const value = vscode.workspace.getConfiguration('aksEntra').get<string>('currentContext');
  return value === 'keep' || value === 'ask' ? value : 'set';
}

/** Asks whether kubectl is to use the new context. Rejects with an AbortError when the user closes the picker. */
export async function shouldSwitch(contextName: string, currentContext: string): Promise<boolean> {
  const answer = await pick<'switch' | 'keep'>({
    title: l10n`Current context after getting ${printable(contextName)}`,
    placeholder: l10n`Which context should kubectl use?`,
    choices: [
      { label: l10n`Switch to this cluster`, value: 'switch' },
      { label: l10n`Keep ${printable(currentContext)}`, value: 'keep' },
    ],
  });
  return answer === 'switch';
}
