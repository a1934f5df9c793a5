import { loginModeGuides } from '../../core/conversion/loginModeGuide.ts';
import type { AnyLoginMode } from '../../core/login/loginModeNames.ts';
import type { Choice } from '../../ui/quickPickStep.ts';

interface LoginModeGroup {
  readonly label: string;
  readonly choices: readonly Choice<AnyLoginMode>[];
}

/** Some login modes as rows of a picker, below whom they are for. */
export function loginModeChoices(modes: readonly AnyLoginMode[]): LoginModeGroup[] {
  const groups = Map.groupBy(modes, (mode) => loginModeGuides[mode].group);
  return [...groups].map(([label, grouped]) => ({
    label,
    choices: grouped.map((mode) => ({ label: mode, detail: loginModeGuides[mode].detail, value: mode })),
  }));
}
