import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import { l10n } from '../../core/l10n.ts';
import { noteRow } from '../../ui/noteRow.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { back, type Choice, pick } from '../../ui/quickPickStep.ts';

type Answer = 'back' | 'close' | { readonly text: string };

/**
 * Shows what somebody else may do, to copy from.
 *
 * @param obstacles why this account cannot
 * @returns `back` where somebody wants to choose anew
 * @throws an AbortError at the end: nothing is done
 */
export async function handOver(
  previews: PreviewDocuments,
  title: string,
  document: string,
  copies: readonly { readonly label: string; readonly text: string }[],
  obstacles: readonly string[],
): Promise<typeof back> {
  const choices: readonly Choice<Answer>[] = [
    ...copies.map(({ label, text }) => ({ label, value: { text } })),
    { label: l10n`Change What Is Granted…`, value: 'back' },
    { label: l10n`Close`, value: 'close' },
    ...obstacles.map(noteRow),
  ];
  const close = await previews.showBelow(choices, title, document);
  let placeholder = l10n`You cannot give this yourself. The lines for someone who may are shown below.`;
  try {
    for (;;) {
      const answer = await pick<Answer>({ title, placeholder, choices });
      if (answer === 'close') {
        throw cancellation();
      }
      if (answer === 'back') {
        return back;
      }
      await vscode.env.clipboard.writeText(answer.text);
      placeholder = l10n`Copied. Nothing has been written.`;
    }
  } finally {
    await close();
  }
}
