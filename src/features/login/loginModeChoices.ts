import { loginModeGuides } from '../../core/conversion/loginModeGuide.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import { markedDescription } from '../../core/diagnosis/obstacles.ts';
import { l10n } from '../../core/l10n.ts';
import type { AnyLoginMode } from '../../core/login/loginModeNames.ts';
import type { Choice } from '../../ui/quickPickStep.ts';

interface LoginModeGroup {
  readonly label: string;
  readonly choices: readonly Choice<AnyLoginMode>[];
}

/**
 * Some login modes as rows of a picker, below whom they are for.
 *
 * @param tools what is installed, where that is known
 * @param present the mode that is in use now, where it is one for all that is to change
 */
export function loginModeChoices(
  modes: readonly AnyLoginMode[],
  tools: InstalledTools | undefined,
  present?: string,
): LoginModeGroup[] {
  const groups = Map.groupBy(modes, (mode) => loginModeGuides[mode].group);
  return [...groups].map(([label, grouped]) => ({
    label,
    choices: grouped.map((mode) => rowOf(mode, tools, present)),
  }));
}

function rowOf(mode: AnyLoginMode, tools: InstalledTools | undefined, present?: string): Choice<AnyLoginMode> {
  const { name, detail } = loginModeGuides[mode];
  const said = mode === present ? l10n`${mode} · in use now` : mode;
  return { label: name, description: markedDescription(said, mode, tools) ?? said, detail, value: mode };
}
