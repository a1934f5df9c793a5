import * as vscode from 'vscode';
import { cancellation } from '../core/cancellation.ts';
import { l10n } from '../core/l10n.ts';
import { isAccepted } from './isAccepted.ts';
import { noteRow } from './noteRow.ts';
import type { PreviewDocuments } from './previewDocuments.ts';
import { back, type Choice, pick } from './quickPickStep.ts';

/** What would be written, all of it. */
interface ShownWrite {
  readonly title: string;
  /** A Markdown text to read and copy from. */
  readonly document: string;
  readonly question: { readonly message: string; readonly detail: string; readonly accept: string };
  /** Rows that copy a text. */
  readonly copies: readonly { readonly label: string; readonly text: string }[];
  /** A row that leads back to what was chosen. */
  readonly wayBack?: string;
  /** What to say first, such as that something is another one than a moment ago. */
  readonly notes?: readonly string[];
}

type Answer = 'goOn' | 'back' | 'cancel' | { readonly text: string };

/**
 * Shows everything that would be written, from which it can be copied, and asks once. A picker leaves the text readable;
 * the question itself is a dialog, in which Enter leads back to the text.
 *
 * @param last runs after the yes while the text is still shown: a further question
 * @returns `back` where the person wants to choose anew
 * @throws an AbortError when the user declines; as `last`
 */
export async function confirmShown(
  previews: PreviewDocuments,
  { title, document, question, copies, wayBack, notes = [] }: ShownWrite,
  last?: () => Promise<void>,
): Promise<'accepted' | typeof back> {
  const choices: readonly Choice<Answer>[] = [
    { label: `${question.accept}…`, description: l10n`asks once more before anything is written`, value: 'goOn' },
    ...(wayBack === undefined ? [] : [{ label: wayBack, value: 'back' as const }]),
    ...copies.map(({ label, text }) => ({ label, value: { text } })),
    { label: l10n`Cancel`, value: 'cancel' },
    ...notes.map(noteRow),
  ];
  const close = await previews.showBelow(choices, title, document);
  let placeholder = l10n`The change is shown below. Nothing has been written yet.`;
  try {
    for (;;) {
      const answer = await pick<Answer>({ title, placeholder, choices });
      if (answer === 'cancel') {
        throw cancellation();
      }
      if (answer === 'back') {
        return back;
      }
      if (answer !== 'goOn') {
        await vscode.env.clipboard.writeText(answer.text);
        placeholder = l10n`Copied. Nothing has been written yet.`;
        continue;
      }
      if (await isAccepted({ ...question, goBack: l10n`Look Again` })) {
        await last?.();
        return 'accepted';
      }
    }
  } finally {
    await close();
  }
}
