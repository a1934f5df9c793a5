import type { Cluster } from '../../core/clusters/cluster.ts';
import { loginModeGuides } from '../../core/conversion/loginModeGuide.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import { markedDescription, type SignInWay } from '../../core/diagnosis/obstacles.ts';
import { l10n } from '../../core/l10n.ts';
import { personLoginModes, type PersonLoginMode } from '../../core/login/loginModeNames.ts';
import type { Choice } from '../../ui/quickPickStep.ts';

/** What clusters can be signed in to with: `legacy` with a device code only, `none` with the certificate alone. */
export type EntraSignIn = Cluster['entra']['kind'];

const onlyWithoutEntra: Choice<'static'> = {
  label: l10n`Static certificate`,
  description: l10n`the only kind without Entra`,
  detail: l10n`A client certificate with full rights that never asks who you are. It is confirmed before it is written.`,
  value: 'static',
};

/** The ways to sign in that there are, each with what keeps kubectl from it, as far as that is known. */
export function loginModeRows(
  signIn: EntraSignIn,
  tools: InstalledTools | undefined,
): readonly Choice<PersonLoginMode | 'static'>[] {
  if (signIn === 'none') {
    return [marked(onlyWithoutEntra, 'other', tools)];
  }
  // kubelogin signs in to a legacy server application with a device code only (its --legacy flag).
  return personLoginModes
    .filter((mode) => signIn === 'managed' || mode === 'devicecode')
    .map((mode) => {
      const { name, detail } = loginModeGuides[mode];
      const description = mode === 'vscode' ? l10n`recommended` : mode;
      return marked({ label: name, description, detail, value: mode }, mode, tools);
    });
}

/** The row with what keeps kubectl from signing in so. */
export function marked<T>(row: Choice<T>, way: SignInWay, tools: InstalledTools | undefined): Choice<T> {
  const description = markedDescription(row.description, way, tools);
  return description === undefined ? row : { ...row, description };
}
