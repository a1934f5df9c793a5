import { loginModeGuides } from '../../core/conversion/loginModeGuide.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import { markedDescription } from '../../core/diagnosis/obstacles.ts';
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
 */
export function loginModeChoices(modes: readonly AnyLoginMode[], tools: InstalledTools | undefined): LoginModeGroup[] {
  const groups = Map.groupBy(modes, (mode) => loginModeGuides[mode].group);
  return [...groups].map(([label, grouped]) => ({ label, choices: grouped.map((mode) => rowOf(mode, tools)) }));
}

function rowOf(mode: AnyLoginMode, tools: InstalledTools | undefined): Choice<AnyLoginMode> {
  const row = { label: mode, detail: loginModeGuides[mode].detail, value: mode };
  const description = markedDescription(undefined, mode, tools);
  return description === undefined ? row : { ...row, description };
}
