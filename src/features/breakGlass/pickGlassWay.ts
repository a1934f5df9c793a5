import * as vscode from 'vscode';
import { glassDocument } from '../../core/breakGlass/glassDocument.ts';
import { type GlassWay, glassWays } from '../../core/breakGlass/glassWays.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { noteRow } from '../../ui/noteRow.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { type Choice, pick } from '../../ui/quickPickStep.ts';
import type { LookedForGlass } from './lookForGlass.ts';

/** A way that goes on; lines are copied here. */
type ChosenWay = Exclude<GlassWay['does'], { kind: 'copyLine' }>;

/**
 * Shows the ways in, the right ones first, with a text that says what each means and what the account may do.
 *
 * @throws an AbortError when the user closes the picker
 */
export async function pickGlassWay(
  previews: PreviewDocuments,
  { seen, rights }: Pick<LookedForGlass, 'seen' | 'rights'>,
): Promise<ChosenWay> {
  const ways = glassWays(seen, rights);
  const name = printable(seen.cluster.name);
  const choices: readonly Choice<GlassWay['does']>[] = [
    ...rows(l10n`while Entra works`, ways.right),
    ...rows(l10n`break glass`, ways.last),
    ...ways.notes.map(noteRow),
  ];
  const text = glassDocument(seen, rights, ways);
  const close = await previews.showBelow(choices, l10n`No way into ${name}`, text);
  let placeholder = l10n`While Microsoft Entra works, the first ways are the right ones.`;
  try {
    for (;;) {
      const does = await pick<GlassWay['does']>({ title: l10n`Break glass on ${name}`, placeholder, choices });
      if (does.kind !== 'copyLine') {
        return does;
      }
      await vscode.env.clipboard.writeText(does.line);
      placeholder = l10n`Copied. Nothing has been written.`;
    }
  } finally {
    await close();
  }
}

function rows(heading: string, ways: readonly GlassWay[]): Choice<GlassWay['does']>[] {
  return [
    { label: heading, kind: vscode.QuickPickItemKind.Separator },
    ...ways.map(({ label, detail, does }) => ({ label, detail, value: does })),
  ];
}
